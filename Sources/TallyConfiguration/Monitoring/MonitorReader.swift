import TallyCore

/// Reads where a benchmark's metrics go.
package enum MonitorReader {
    package static let keys = ["prometheus", "cloudwatch", "emf", "otlp", "log", "webhook"]
    package static let cloudWatchKeys = ["namespace", "region", "interval"]
    package static let emfKeys = ["file", "namespace", "interval", "max_mb", "keep"]
    package static let otlpKeys = ["endpoint", "interval", "metrics", "traces"]
    package static let logKeys = ["file", "level", "max_mb", "keep"]
    package static let webhookKeys = ["url", "secret_env", "level"]
    package static let prometheusKeys = [
        "port", "host", "namespace", "buckets", "linger", "push_gateway", "file", "interval",
    ]

    static func read(_ cursor: Cursor) throws(ConfigurationError) -> MonitorOptions {
        let fields = try cursor.map(keys: keys)
        var options = MonitorOptions()
        if let value = fields["prometheus"] { options.prometheus = try prometheus(value) }
        options.cloudWatch = try fields["cloudwatch"].map(cloudWatch)
        options.emf = try fields["emf"].map(emf)
        options.otlp = try fields["otlp"].map(otlp)
        options.log = try fields["log"].map(log)
        options.webhook = try fields["webhook"].map(webhook)
        return options
    }

    private static func log(_ cursor: Cursor) throws(ConfigurationError) -> MonitorOptions.Log {
        let fields = try cursor.map(keys: logKeys)
        var options = try file(fields)
        if let level = fields["level"] { options.isQuiet = try isQuiet(level) }
        return options
    }

    /// A file that is put away when it has grown.
    private static func file(
        _ fields: Cursor.Fields
    ) throws(ConfigurationError) -> MonitorOptions.Log {
        var options = MonitorOptions.Log(path: try fields.required("file").text())
        if let value = fields["max_mb"] {
            options.mostBytes = try value.integer(in: 1...100_000) << 20
        }
        if let value = fields["keep"] { options.kept = try value.integer(in: 0...1000) }
        return options
    }

    private static func isQuiet(_ cursor: Cursor) throws(ConfigurationError) -> Bool {
        let level = try cursor.choice(of: LogLevel.allCases)
        return level == .warning || level == .error
    }

    private static func emf(_ cursor: Cursor) throws(ConfigurationError) -> MonitorOptions.EMF {
        let fields = try cursor.map(keys: emfKeys)
        let log = try file(fields)
        var options = MonitorOptions.EMF(path: log.path)
        options.file = log
        if let value = fields["namespace"] { options.namespace = try awsNamespace(value) }
        if let value = fields["interval"] { options.interval = try interval(value) }
        return options
    }

    private static func otlp(_ cursor: Cursor) throws(ConfigurationError) -> MonitorOptions.OTLP {
        let fields = try cursor.map(keys: otlpKeys)
        var options = MonitorOptions.OTLP()
        options.endpoint = try fields["endpoint"].map(address)
        options.interval = try fields["interval"].map(interval)
        if let value = fields["metrics"] { options.sendsMetrics = try value.bool() }
        if let value = fields["traces"] {
            switch try? value.bool() {
            case let isOn?: options.traceShare = isOn ? 1 : 0
            case nil: options.traceShare = try value.double(in: 0...1)
            }
        }
        return options
    }

    private static func webhook(
        _ cursor: Cursor
    ) throws(ConfigurationError) -> MonitorOptions.Webhook {
        let fields = try cursor.map(keys: webhookKeys)
        let url = try fields.required("url")
        // A variable may hold all of it.
        let text = try url.text()
        var options = MonitorOptions.Webhook(url: try text.hasPrefix("${") ? text : address(url))
        options.secretVariable = try fields["secret_env"]?.text()
        if let level = fields["level"] { options.isQuiet = try isQuiet(level) }
        return options
    }

    private static func awsNamespace(_ cursor: Cursor) throws(ConfigurationError) -> String {
        let namespace = try cursor.text()
        if let problem = MonitorRules.cloudWatchNamespace(namespace) { throw cursor.error(problem) }
        return namespace
    }

    private static func address(_ cursor: Cursor) throws(ConfigurationError) -> String {
        let address = try cursor.text()
        if let problem = MonitorRules.address(address) { throw cursor.error(problem) }
        return address
    }

    private static func interval(_ cursor: Cursor) throws(ConfigurationError) -> Duration {
        let interval = try cursor.duration()
        guard interval >= .seconds(1) else { throw cursor.error("expected at least a second") }
        return interval
    }

    private static func cloudWatch(
        _ cursor: Cursor
    ) throws(ConfigurationError) -> MonitorOptions.CloudWatch {
        let fields = try cursor.map(keys: cloudWatchKeys)
        var options = MonitorOptions.CloudWatch()
        if let value = fields["namespace"] { options.namespace = try awsNamespace(value) }
        options.region = try fields["region"]?.text()
        if let value = fields["interval"] { options.interval = try interval(value) }
        return options
    }

    private static func prometheus(
        _ cursor: Cursor
    ) throws(ConfigurationError) -> MonitorOptions.Prometheus {
        let fields = try cursor.map(keys: prometheusKeys)
        var options = MonitorOptions.Prometheus()
        options.port = try fields["port"]?.integer(in: 0...65_535)
        if let value = fields["host"] { options.host = try value.text() }
        if let value = fields["namespace"] {
            options.namespace = try value.text()
            if let problem = MonitorRules.namespace(options.namespace) {
                throw value.error(problem)
            }
        }
        if let value = fields["buckets"] { options.buckets = try buckets(value) }
        if let value = fields["linger"] { options.linger = try value.duration() }
        options.file = try fields["file"]?.text()
        options.pushGateway = try fields["push_gateway"].map(address)
        if let value = fields["interval"] { options.interval = try interval(value) }
        return options
    }

    private static func buckets(_ cursor: Cursor) throws(ConfigurationError) -> [Double] {
        var bounds: [Double] = []
        for element in try cursor.list() {
            let bound = try element.double(in: 0...Double.greatestFiniteMagnitude)
            guard bound > bounds.last ?? 0 else {
                throw element.error("expected seconds above 0, each larger than the one before")
            }
            bounds.append(bound)
        }
        guard (1...100).contains(bounds.count) else {
            throw cursor.error("expected 1 to 100 buckets, found \(bounds.count)")
        }
        return bounds
    }
}
