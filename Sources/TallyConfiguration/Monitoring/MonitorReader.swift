import TallyCore

/// Reads where a benchmark's metrics go.
package enum MonitorReader {
    package static let keys = ["prometheus", "cloudwatch", "log"]
    package static let cloudWatchKeys = ["namespace", "region", "interval"]
    package static let logKeys = ["file", "level", "max_mb", "keep"]
    package static let prometheusKeys = [
        "port", "host", "namespace", "buckets", "linger", "push_gateway", "file", "interval",
    ]

    static func read(_ cursor: Cursor) throws(ConfigurationError) -> MonitorOptions {
        let fields = try cursor.map(keys: keys)
        var options = MonitorOptions()
        if let value = fields["prometheus"] { options.prometheus = try prometheus(value) }
        options.cloudWatch = try fields["cloudwatch"].map(cloudWatch)
        options.log = try fields["log"].map(log)
        return options
    }

    private static func log(_ cursor: Cursor) throws(ConfigurationError) -> MonitorOptions.Log {
        let fields = try cursor.map(keys: logKeys)
        var options = MonitorOptions.Log(path: try fields.required("file").text())
        let level = try fields["level"]?.choice(of: LogLevel.allCases)
        options.isQuiet = level.map { $0 == .warning || $0 == .error } ?? false
        if let value = fields["max_mb"] {
            options.mostBytes = try value.integer(in: 1...100_000) << 20
        }
        if let value = fields["keep"] { options.kept = try value.integer(in: 0...1000) }
        return options
    }

    private static func cloudWatch(
        _ cursor: Cursor
    ) throws(ConfigurationError) -> MonitorOptions.CloudWatch {
        let fields = try cursor.map(keys: cloudWatchKeys)
        var options = MonitorOptions.CloudWatch()
        if let value = fields["namespace"] {
            options.namespace = try value.text()
            if let problem = MonitorRules.cloudWatchNamespace(options.namespace) {
                throw value.error(problem)
            }
        }
        options.region = try fields["region"]?.text()
        if let value = fields["interval"] {
            options.interval = try value.duration()
            guard options.interval >= .seconds(1) else {
                throw value.error("expected at least a second")
            }
        }
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
        if let value = fields["push_gateway"] {
            let address = try value.text()
            if let problem = MonitorRules.address(address) { throw value.error(problem) }
            options.pushGateway = address
        }
        if let value = fields["interval"] {
            options.interval = try value.duration()
            guard options.interval >= .seconds(1) else {
                throw value.error("expected at least a second")
            }
        }
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
