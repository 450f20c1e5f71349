internal import TallyCore

/// Finds a collector of OpenTelemetry, in the variables that every SDK of OpenTelemetry reads.
///
/// Source: opentelemetry.io/docs/specs/otel, "OpenTelemetry Protocol Exporter" and "Environment Variable Specification".
package struct OTelVariables: Sendable {
    /// Where a collector is, and what opens it.
    package struct Access: Sendable {
        package var metricsURL: String
        package var tracesURL: String
        /// From `OTEL_EXPORTER_OTLP_HEADERS`.
        package var headers: [(name: String, value: Secret)] = []
        /// Of the resource: `OTEL_RESOURCE_ATTRIBUTES`, with `OTEL_SERVICE_NAME` first.
        package var attributes: [(name: String, value: String)] = []
        package var deadline: Duration = .seconds(10)
        package var interval: Duration = .seconds(15)
    }

    private let environment: Environment

    /// The environment should have read the benchmark's `.env` already.
    package init(_ environment: Environment) { self.environment = environment }

    /// `nil` where `OTEL_SDK_DISABLED` says so.
    ///
    /// `endpoint` is the file's, which wins over `OTEL_EXPORTER_OTLP_ENDPOINT`; neither means `http://localhost:4318`.
    package func access(over endpoint: String?) throws(ConfigurationError) -> Access? {
        if value("OTEL_SDK_DISABLED")?.lowercased() == "true" { return nil }
        try checkProtocol()
        let named = try address("OTEL_EXPORTER_OTLP_ENDPOINT")
        var base = endpoint ?? named ?? "http://localhost:4318"
        while base.hasSuffix("/") { base.removeLast() }
        var access = Access(metricsURL: base + "/v1/metrics", tracesURL: base + "/v1/traces")
        if endpoint == nil {
            let metrics = try address("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT")
            access.metricsURL = metrics ?? access.metricsURL
            let traces = try address("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
            access.tracesURL = traces ?? access.tracesURL
        }
        access.headers = try pairs("OTEL_EXPORTER_OTLP_HEADERS").map { ($0.name, Secret($0.value)) }
        access.attributes = try pairs("OTEL_RESOURCE_ATTRIBUTES")
        if let name = value("OTEL_SERVICE_NAME") {
            access.attributes.removeAll { $0.name == "service.name" }
            access.attributes.insert(("service.name", name), at: 0)
        }
        if let deadline = try milliseconds("OTEL_EXPORTER_OTLP_TIMEOUT") {
            access.deadline = deadline
        }
        if let interval = try milliseconds("OTEL_METRIC_EXPORT_INTERVAL") {
            access.interval = max(interval, .seconds(1))
        }
        return access
    }

    /// JSON is spoken; a collector takes it where it takes `http/protobuf`.
    private func checkProtocol() throws(ConfigurationError) {
        guard let name = value("OTEL_EXPORTER_OTLP_PROTOCOL"), name == "grpc" else { return }
        throw ConfigurationError(
            file: "OTEL_EXPORTER_OTLP_PROTOCOL",
            message: "expected http/json, found grpc: name the collector's HTTP port, usually 4318"
        )
    }

    private func address(_ name: String) throws(ConfigurationError) -> String? {
        guard let text = value(name) else { return nil }
        if let problem = MonitorRules.address(text) {
            throw ConfigurationError(file: name, message: problem)
        }
        return text
    }

    private func milliseconds(_ name: String) throws(ConfigurationError) -> Duration? {
        guard let text = value(name) else { return nil }
        guard let number = Int64(text), (1...86_400_000).contains(number) else {
            throw ConfigurationError(
                file: name,
                message: "expected milliseconds from 1 to 86400000, found \(quoted(text))"
            )
        }
        return .milliseconds(number)
    }

    /// `key=value,key=value` as W3C's baggage writes it; values may be percent-encoded, and no message repeats them.
    private func pairs(
        _ name: String
    ) throws(ConfigurationError) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        for part in (value(name) ?? "").split(separator: ",") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = halves[0].filter { $0 != " " }
            guard halves.count == 2, !key.isEmpty,
                let value = Self.decoded(halves[1]), value.utf8.allSatisfy({ $0 >= 0x20 })
            else {
                throw ConfigurationError(
                    file: name,
                    message: "expected key=value pairs with commas between, values percent-encoded"
                )
            }
            pairs.append((key, value))
        }
        return pairs
    }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        let value = String(validating: bytes, as: UTF8.self)
        return value.map { String($0.drop { $0 == " " }) }
    }

    /// Empty counts as not set.
    private func value(_ name: String) -> String? {
        environment.value(name).flatMap { $0.isEmpty ? nil : $0 }
    }
}
