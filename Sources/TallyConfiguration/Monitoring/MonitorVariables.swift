package import TallyCore

/// Reads where metrics go, in the variables of ToolWeaver's monitoring.
package struct MonitorVariables: Sendable {
    private let environment: Environment

    /// The environment should have read the benchmark's `.env` already.
    package init(_ environment: Environment) { self.environment = environment }

    /// What a file says, changed by what the environment says: `PROMETHEUS_PORT`, `PROMETHEUS_NAMESPACE`,
    /// `PUSHGATEWAY_URL`, `METRICS_FLUSH_INTERVAL` (seconds), `LOG_LEVEL`, `ENABLE_PROMETHEUS`, and
    /// `ENABLE_MONITORING=false`, which takes everything away.
    package func options(over file: MonitorOptions) throws(ConfigurationError) -> MonitorOptions {
        if try flag("ENABLE_MONITORING") == false { return MonitorOptions() }
        var options = file
        if let port = try port() { options.prometheus.port = port }
        switch try flag("ENABLE_PROMETHEUS") {
        case true: options.prometheus.port = options.prometheus.port ?? 8000
        case false: options.prometheus.port = nil
        case nil: break
        }
        if let namespace = value("PROMETHEUS_NAMESPACE") {
            if let problem = MonitorRules.namespace(namespace) {
                throw ConfigurationError(file: "PROMETHEUS_NAMESPACE", message: problem)
            }
            options.prometheus.namespace = namespace
        }
        if let address = value("PUSHGATEWAY_URL") {
            if let problem = MonitorRules.address(address) {
                throw ConfigurationError(file: "PUSHGATEWAY_URL", message: problem)
            }
            options.prometheus.pushGateway = address
        }
        try setLevel(of: &options)
        if let text = value("METRICS_FLUSH_INTERVAL") {
            guard let seconds = Double(text), (1...86_400).contains(seconds) else {
                throw fault("METRICS_FLUSH_INTERVAL", text, "seconds from 1 to 86400")
            }
            options.prometheus.interval = .milliseconds(Int64(seconds * 1000))
        }
        return options
    }

    /// `LOG_LEVEL` holds for log and webhook, wherever they were named.
    package func setLevel(of options: inout MonitorOptions) throws(ConfigurationError) {
        guard let word = value("LOG_LEVEL") else { return }
        guard let level = LogLevel(rawValue: word.lowercased()) else {
            throw fault("LOG_LEVEL", word, "debug, info, warning or error")
        }
        options.log?.isQuiet = level == .warning || level == .error
        options.webhook?.isQuiet = level == .warning || level == .error
    }

    private func port() throws(ConfigurationError) -> Int? {
        guard let text = value("PROMETHEUS_PORT") else { return nil }
        guard let port = Int(text), (0...65_535).contains(port) else {
            throw fault("PROMETHEUS_PORT", text, "a port from 0 to 65535")
        }
        return port
    }

    private func flag(_ name: String) throws(ConfigurationError) -> Bool? {
        guard let text = value(name) else { return nil }
        switch text.lowercased() {
        case "true", "1", "yes", "on": return true
        case "false", "0", "no", "off": return false
        default: throw fault(name, text, "true or false")
        }
    }

    private func fault(_ name: String, _ text: String, _ expected: String) -> ConfigurationError {
        ConfigurationError(file: name, message: "expected \(expected), found \(quoted(text))")
    }

    /// Empty counts as not set.
    private func value(_ name: String) -> String? {
        environment.value(name).flatMap { $0.isEmpty ? nil : $0 }
    }
}
