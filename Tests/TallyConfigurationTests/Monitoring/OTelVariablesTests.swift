import TallyConfiguration
import TallyCore
import Testing

/// A collector in the variables of OpenTelemetry, and a webhook in those that the file names.
struct OTelVariablesTests {
    private func access(
        _ process: [String: String],
        over endpoint: String? = nil
    ) throws -> OTelVariables.Access? {
        try OTelVariables(Environment(process: process)).access(over: endpoint)
    }

    @Test func `nothing said means the collector on this computer`() throws {
        let access = try #require(try access([:]))
        #expect(access.metricsURL == "http://localhost:4318/v1/metrics")
        #expect(access.tracesURL == "http://localhost:4318/v1/traces")
        #expect(access.headers.isEmpty && access.attributes.isEmpty)
        #expect(access.deadline == .seconds(10) && access.interval == .seconds(15))
    }

    @Test func `variables say where, who and how long`() throws {
        let access = try #require(
            try access([
                "OTEL_EXPORTER_OTLP_ENDPOINT": "https://c/otlp/",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://t/x",
                "OTEL_EXPORTER_OTLP_HEADERS": "api-key=a%20b%2Cc, x=y=z",
                "OTEL_RESOURCE_ATTRIBUTES": "service.name=no,team=shop",
                "OTEL_SERVICE_NAME": "eval", "OTEL_EXPORTER_OTLP_TIMEOUT": "2500",
                "OTEL_METRIC_EXPORT_INTERVAL": "1",
            ])
        )
        #expect(
            access.metricsURL == "https://c/otlp/v1/metrics" && access.tracesURL == "https://t/x"
        )
        #expect(access.headers.map(\.name) == ["api-key", "x"])
        #expect(access.headers.map { $0.value.reveal() } == ["a b,c", "y=z"])
        #expect(access.attributes.map(\.name) == ["service.name", "team"])
        #expect(access.attributes.map(\.value) == ["eval", "shop"])
        #expect(access.deadline == .milliseconds(2500) && access.interval == .seconds(1))
    }

    @Test func `the file's address wins, and the SDK's switch turns all off`() throws {
        let variables = [
            "OTEL_EXPORTER_OTLP_ENDPOINT": "http://env",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://env/t",
        ]
        let access = try access(variables, over: "http://file:4318/")
        #expect(access?.metricsURL == "http://file:4318/v1/metrics")
        #expect(access?.tracesURL == "http://file:4318/v1/traces")
        #expect(try self.access(["OTEL_SDK_DISABLED": "true"]) == nil)
    }

    @Test(arguments: [
        (
            "OTEL_EXPORTER_OTLP_HEADERS", "canary",
            "expected key=value pairs with commas between, values percent-encoded"
        ),
        (
            "OTEL_EXPORTER_OTLP_HEADERS", "k=%0Acanary",
            "expected key=value pairs with commas between, values percent-encoded"
        ),
        (
            "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
            "expected http/json, found grpc: name the collector's HTTP port, usually 4318"
        ),
        (
            "OTEL_EXPORTER_OTLP_TIMEOUT", "soon",
            "expected milliseconds from 1 to 86400000, found \"soon\""
        ),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "c:1", "expected an address like http://127.0.0.1:9091"),
    ])
    func `a wrong value is named and no secret repeated`(
        name: String,
        value: String,
        message: String
    ) {
        let error = #expect(throws: ConfigurationError.self) { try access([name: value]) }
        #expect(error?.description == "\(name): \(message)")
    }

    @Test func `a webhook's variables are filled in, and a missing one is named`() throws {
        var options = MonitorOptions.Webhook(url: "https://h/${TOKEN}")
        options.secretVariable = "S"
        let environment = Environment(process: ["TOKEN": "canary", "S": "whsec_x"])
        let access = try WebhookAccess(options, environment)
        #expect(access.url == "https://h/canary" && access.secret?.reveal() == "whsec_x")
        #expect(access.secrets.map { $0.reveal() } == ["canary"])
        let error = #expect(throws: ConfigurationError.self) {
            try WebhookAccess(options, Environment(process: ["TOKEN": "canary"]))
        }
        #expect(
            error?.description
                == "S: is not set, and webhook.secret_env names it; set it, or write it into .env"
        )
    }
}
