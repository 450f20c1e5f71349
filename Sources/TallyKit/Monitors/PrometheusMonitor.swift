internal import TallyConfiguration
internal import TallyCore
internal import TallyMonitoring
internal import TallyRunner

/// Exports what a program logs to Prometheus: served at a port, pushed to a gateway, or both.
public struct PrometheusMonitor: Monitor {
    /// Shown in messages.
    public let name = "Prometheus"

    private let meters: OperationMeters
    private let export: MetricsExport
    private let port: Int?
    private let host: String
    private let gateway: Pushgateway?

    /// - Parameters:
    ///   - port: `/metrics` is served at this port while the monitors run; `nil` serves nothing, 0 takes a free one.
    ///   - host: The address it is served at.
    ///   - namespace: Stands before every name: letters, digits, `_` and `:`.
    ///   - buckets: Upper bounds of the histograms in seconds, finite and ascending.
    ///   - pushGateway: A Pushgateway's address, which gets the last values.
    ///   - job: The job's name there.
    /// - Throws: An error that says which of these is wrong.
    public init(
        port: Int? = nil,
        host: String = "127.0.0.1",
        namespace: String = "tally",
        buckets: [Double] = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120],
        pushGateway: String? = nil,
        job: String = "tally"
    ) throws {
        if let problem = MonitorRules.namespace(namespace) { throw HarnessError(.usage, problem) }
        let isAscending = zip(buckets, buckets.dropFirst()).allSatisfy { $0 < $1 }
        guard isAscending, !buckets.isEmpty, buckets.allSatisfy(\.isFinite) else {
            throw HarnessError(.usage, "buckets: expected finite numbers in ascending order")
        }
        if let pushGateway, let problem = MonitorRules.address(pushGateway) {
            throw HarnessError(.usage, problem)
        }
        meters = OperationMeters(buckets: buckets)
        export = MetricsExport(meters, namespace: namespace)
        self.port = port
        self.host = host
        gateway = pushGateway.map { Pushgateway(address: $0, job: job, benchmark: nil) }
    }

    /// The metrics as a scraper reads them now.
    public var text: String { export.text() }

    /// Counts at once what Prometheus reads.
    public func count(_ event: MonitorEvent) {
        switch event {
        case .operation(let operation):
            meters.add(
                OperationMeters.Operation(
                    name: operation.name,
                    duration: operation.duration,
                    isSuccess: operation.isSuccess,
                    inputTokens: operation.inputTokens,
                    outputTokens: operation.outputTokens,
                    nanodollars: operation.cost.flatMap { Int64(exactly: ($0 * 1e9).rounded()) }
                )
            )
        case .metrics(let metrics): meters.set(metrics.values)
        case .error(let error): meters.add(errorOfType: error.type)
        }
    }

    /// Serves `/metrics` until the task is cancelled.
    public func serve() async throws {
        guard let port else { return }
        try await MetricsServer(export, host: host, port: port).run { _ in }
    }

    /// Ends what was begun, and sends what is to be sent.
    public func finish() async throws {
        try await gateway?.put(export.text(endedAt: RunClock().wall()))
    }
}
