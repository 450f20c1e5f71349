/// Where a run's metrics go besides the store; what is `nil` nobody asked for.
package struct MonitorOptions: Hashable, Sendable {
    package var prometheus = Prometheus()
    package var cloudWatch: CloudWatch?
    package var emf: EMF?
    package var otlp: OTLP?
    package var log: Log?
    package var webhook: Webhook?

    /// What Prometheus gets, and how.
    package struct Prometheus: Hashable, Sendable {
        /// `/metrics` is served at this port; 0 takes a free one.
        package var port: Int?
        package var host = "127.0.0.1"
        /// Stands before every name.
        package var namespace = "tally"
        /// Upper bounds of the histograms in seconds, ascending.
        package var buckets = Self.usualBuckets
        /// How long `/metrics` is served on once the runs have ended.
        package var linger: Duration = .zero
        /// A Pushgateway's address.
        package var pushGateway: String?
        /// A file for the node exporter's textfile collector.
        package var file: String?
        /// Between two pushes, and two versions of the file.
        package var interval: Duration = .seconds(15)

        /// The sample's buckets end at 5 s; models take longer.
        package static let usualBuckets: [Double] = [
            0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120,
        ]

        package init() {}
    }

    /// What Amazon CloudWatch gets.
    package struct CloudWatch: Hashable, Sendable {
        package var namespace = "Tally"
        /// `nil` takes the environment's.
        package var region: String?
        package var interval: Duration = .seconds(60)

        package init() {}
    }

    /// A file of CloudWatch's embedded metric format.
    package struct EMF: Hashable, Sendable {
        package var namespace = "Tally"
        package var interval: Duration = .seconds(60)
        package var file: Log

        package init(path: String) { file = Log(path: path) }
    }

    /// What a collector of OpenTelemetry gets.
    package struct OTLP: Hashable, Sendable {
        /// The collector's address without `/v1/metrics`; `nil` takes the environment's.
        package var endpoint: String?
        /// Between two times that metrics are sent; `nil` takes the environment's, else 15 s.
        package var interval: Duration?
        package var sendsMetrics = true
        /// Of trials that are traced, from 0 to 1.
        package var traceShare = 1.0

        package init() {}
    }

    /// Who gets events in batches.
    package struct Webhook: Hashable, Sendable {
        /// May name variables, as `${NAME}`.
        package var url: String
        /// The variable whose secret signs the batches; `nil` signs nothing.
        package var secretVariable: String?
        /// Only what went wrong.
        package var isQuiet = false

        package init(url: String) { self.url = url }
    }

    /// A file that gets a line of JSON for everything that happens.
    package struct Log: Hashable, Sendable {
        package var path: String
        /// Only what went wrong.
        package var isQuiet = false
        /// Bytes after which the file is put away and a new one begun.
        package var mostBytes = 64 << 20
        /// Files that are kept besides the one in use.
        package var kept = 4

        package init(path: String) { self.path = path }
    }

    package init() {}

    /// Nobody wants totals; log and webhook need none.
    package var isEmpty: Bool {
        prometheus.port == nil && prometheus.pushGateway == nil && prometheus.file == nil
            && cloudWatch == nil && emf == nil && otlp == nil
    }
}
