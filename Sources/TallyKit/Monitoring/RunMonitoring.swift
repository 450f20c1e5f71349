internal import Synchronization
internal import TallyCore
internal import TallyHTTP
internal import TallyMonitoring
internal import TallyRunner
internal import TallyStore

/// Counts what happens in a sitting and has it exported meanwhile, whoever else follows it.
struct RunMonitoring: RunObserver {
    private let options: MonitorOptions.Prometheus
    private let log: MonitorOptions.Log?
    private let cloudWatch: CloudWatch?
    private let cloudWatchInterval: Duration
    /// Somebody wants the metrics.
    private let isActive: Bool
    private let meters: RunMeters
    private let export: PrometheusExport
    private let benchmark: String
    private let variants: [String]
    private let path: WirePath
    private let observer: any RunObserver
    private let stop: StopSignal
    private let clock: RunClock

    /// Begins with what earlier sittings of the runs did.
    init(
        _ settings: MonitorSettings,
        benchmark: Benchmark,
        dataset: DatasetIdentity,
        runs: [RunRecord],
        store: Store,
        observer: any RunObserver,
        stop: StopSignal,
        clock: RunClock = RunClock()
    ) throws {
        options = settings.options.prometheus
        log = settings.options.log
        cloudWatch = settings.cloudWatch
        cloudWatchInterval = settings.options.cloudWatch?.interval ?? .seconds(60)
        meters = RunMeters(
            RunMeters.Subject(
                benchmark: benchmark.name,
                dataset: dataset.name,
                variants: benchmark.variants.map { variant in
                    RunMeters.Subject.Variant(
                        name: variant.name,
                        isSimulated: variant.isSimulated,
                        profiles: variant.profiles.map(\.name)
                    )
                }
            ),
            buckets: options.buckets
        )
        export = PrometheusExport(meters, namespace: options.namespace, store: store.path)
        self.benchmark = benchmark.name
        variants = benchmark.variants.map(\.name)
        path = settings.path
        self.observer = observer
        self.stop = stop
        self.clock = clock
        isActive = !settings.options.isEmpty
        guard isActive else { return }
        for run in runs { try store.forEachEvent(of: run) { meters.receive(stored: $0) } }
    }

    func receive(_ event: RunEvent) {
        if isActive { meters.receive(event) }
        observer.receive(event)
    }

    /// Exports while `body` works, which tells the observer it is given; no backend that fails ends it.
    func during<Value: Sendable>(
        _ body: (any RunObserver) async throws -> Value
    ) async throws -> Value {
        guard let log else { return try await exporting { try await body(self) } }
        let monitor = LogMonitor(
            log.path,
            level: log.isQuiet ? .error : .info,
            mostBytes: log.mostBytes,
            kept: log.kept
        )
        let observer = observer
        return try await Monitors.run(
            [monitor],
            notice: { observer.receive(.remark($0)) }
        ) { monitors in
            let both = BridgedObserver(
                own: self,
                bridge: MonitorBridge(monitors, of: benchmark, variants: variants)
            )
            return try await exporting { try await body(both) }
        }
    }

    private func exporting<Value: Sendable>(
        _ body: () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let port = options.port { group.addTask { await serve(at: port) } }
            let result = await sending(body)
            if options.port != nil, (try? result.get()) != nil { await linger() }
            group.cancelAll()
            try await group.waitForAll()
            return try result.get()
        }
    }

    /// Hands metrics over while `body` works, and once more when it has ended.
    private func sending<Value: Sendable>(
        _ body: () async throws -> Value
    ) async -> Result<Value, any Error> {
        let end = StopSignal()
        return await withTaskGroup(of: Void.self) { group in
            if let address = options.pushGateway {
                let gateway = Pushgateway(
                    address: address,
                    job: "tally",
                    benchmark: benchmark,
                    path: path
                )
                group.addTask {
                    await repeating("Pushgateway", every: options.interval, until: end) {
                        moment throws(MonitorError) in
                        try await gateway.put(export.text(endedAt: moment))
                    }
                }
            }
            if let path = options.file {
                let file = MetricsFile(path)
                group.addTask {
                    await repeating("metrics file", every: options.interval, until: end) {
                        moment throws(MonitorError) in
                        try file.write(export.text(endedAt: moment))
                    }
                }
            }
            if let cloudWatch {
                group.addTask {
                    await repeating("CloudWatch", every: cloudWatchInterval, until: end) {
                        _ throws(MonitorError) in
                        try await cloudWatch.put(export, at: clock.wall())
                    }
                }
            }
            let result = await Result.capturing(body)
            end.raise()
            await group.waitForAll()
            return result
        }
    }

    private func serve(at port: Int) async {
        let server = MetricsServer(export, host: options.host, port: port)
        do {
            try await server.run { port in
                let url = "http://\(options.host):\(port)/metrics"
                observer.receive(.remark("Prometheus initialized (port \(port)): \(url)"))
            }
        } catch {
            observer.receive(.remark("Prometheus: \(error)"))
        }
    }

    /// Leaves time for a last scrape after a short run, unless somebody wants to stop.
    private func linger() async {
        guard options.linger > .zero, !stop.isRaised else { return }
        let seconds = options.linger.components.seconds
        observer.receive(.remark("Prometheus: /metrics is served for \(seconds) s more"))
        _ = await clock.sleep(options.linger, unless: { stop.isRaised })
    }

    /// Hands the metrics over now and then, and last with the moment of the end; tells the first failure of a row.
    private func repeating(
        _ name: String,
        every interval: Duration,
        until end: StopSignal,
        _ send: (_ end: Moment?) async throws(MonitorError) -> Void
    ) async {
        var hasFailed = false
        var isLast = false
        while !isLast {
            isLast = end.isRaised
            do throws(MonitorError) {
                try await send(isLast ? clock.wall() : nil)
                hasFailed = false
            } catch {
                if !hasFailed { observer.receive(.remark("\(name): \(error.message)")) }
                hasFailed = true
            }
            if !isLast { _ = await clock.sleep(interval, unless: { end.isRaised }) }
        }
    }
}

/// Follows a run for the exports and for monitors that are told of it.
private struct BridgedObserver: RunObserver {
    let own: RunMonitoring
    let bridge: MonitorBridge

    func receive(_ event: RunEvent) {
        bridge.receive(event)
        own.receive(event)
    }
}
