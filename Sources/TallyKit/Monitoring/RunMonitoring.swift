internal import Dispatch
internal import TallyCore
internal import TallyMonitoring
internal import TallyRunner
internal import TallyStore

/// Counts what happens in a sitting and has it exported meanwhile, whoever else follows it.
struct RunMonitoring: RunObserver {
    private let options: MonitorOptions.Prometheus
    /// Somebody wants the metrics.
    private let isActive: Bool
    private let meters: RunMeters
    private let export: MetricsExport
    private let backends: MonitoringBackends
    private let benchmark: Benchmark
    private let observer: any RunObserver
    private let stop: StopSignal
    private let clock: RunClock

    /// Begins with what earlier sittings of the runs did.
    init(
        _ settings: MonitorSettings,
        benchmark: Benchmark,
        experiment: ExperimentRecord,
        runs: [RunRecord],
        store: Store,
        observer: any RunObserver,
        stop: StopSignal,
        clock: RunClock = RunClock()
    ) throws {
        options = settings.options.prometheus
        let subject = RunMeters.Subject(benchmark, dataset: experiment.dataset.name)
        meters = RunMeters(subject, buckets: options.buckets)
        export = MetricsExport(meters, namespace: options.namespace, store: store.path)
        backends = MonitoringBackends(settings, of: subject, since: experiment.created)
        self.benchmark = benchmark
        self.observer = observer
        self.stop = stop
        self.clock = clock
        isActive = !settings.options.isEmpty
        guard isActive else { return }
        for run in runs {
            try store.forEachEvent(of: run) { event in
                meters.receive(stored: event)
                backends.genAI?.receive(event)
            }
        }
        for backend in backends.sinks { backend.sink.begin(with: export) }
    }

    func receive(_ event: RunEvent) {
        if isActive {
            meters.receive(event)
            backends.genAI?.receive(event)
            backends.traces?.receive(event)
        }
        observer.receive(event)
    }

    /// Exports while `body` works, which tells the observer it is given; no backend that fails ends it.
    func during<Value: Sendable>(
        _ body: (any RunObserver) async throws -> Value
    ) async throws -> Value {
        for notice in backends.notices { observer.receive(.remark(notice)) }
        guard !backends.monitors.isEmpty else {
            return try await exporting { try await body(self) }
        }
        let observer = observer
        return try await Monitors.run(
            backends.monitors,
            notice: { observer.receive(.remark($0)) }
        ) { monitors in
            let bridge = MonitorBridge(
                monitors,
                of: benchmark.name,
                variants: benchmark.variants.map(\.name)
            )
            let both = BridgedObserver(own: self, bridge: bridge)
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

    /// Hands metrics and traces over while `body` works, and once more when it has ended.
    private func sending<Value: Sendable>(
        _ body: () async throws -> Value
    ) async -> Result<Value, any Error> {
        let end = StopSignal()
        return await withTaskGroup(of: Void.self) { group in
            for backend in backends.sinks {
                group.addTask {
                    await repeating(backend.sink.name, every: backend.interval, until: end) {
                        isLast throws(MonitorError) in
                        try await backend.sink.send(export, at: clock.wall(), isLast: isLast)
                    }
                }
            }
            if let traces = backends.traces { group.addTask { await send(traces, until: end) } }
            let result = await Result.capturing(body)
            end.raise()
            await group.waitForAll()
            return result
        }
    }

    private func send(_ traces: OTLPTraces, until end: StopSignal) async {
        await repeating(
            "OpenTelemetry traces",
            every: .seconds(5),
            unless: { traces.isDue },
            until: end
        ) { _ throws(MonitorError) in try await traces.flush() }
        traces.abandon()
        guard traces.lost > 0 else { return }
        observer.receive(.remark("OpenTelemetry traces: \(traces.lost) were lost"))
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

    /// A tenth of a second, which no cancellation shortens.
    private func pause() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + 0.1) { continuation.resume() }
        }
    }

    /// Sends now and then, or when something is due, and last at the end; tells the first failure of a row.
    private func repeating(
        _ name: String,
        every interval: Duration,
        unless isDue: () -> Bool = { false },
        until end: StopSignal,
        _ send: (_ isLast: Bool) async throws(MonitorError) -> Void
    ) async {
        var hasFailed = false
        while true {
            let isLast = end.isRaised
            do throws(MonitorError) {
                try await send(isLast)
                hasFailed = false
            } catch {
                if !hasFailed { observer.receive(.remark("\(name): \(error.message)")) }
                hasFailed = true
            }
            guard !isLast else { return }
            _ = await clock.sleep(interval, unless: { end.isRaised || isDue() })
            // A cancelled task sleeps no more, and has to wait for the end all the same.
            while Task.isCancelled, !end.isRaised { await pause() }
        }
    }
}

extension RunMeters.Subject {
    fileprivate init(_ benchmark: Benchmark, dataset: String) {
        self.init(
            benchmark: benchmark.name,
            dataset: dataset,
            variants: benchmark.variants.map { variant in
                Variant(
                    name: variant.name,
                    isSimulated: variant.isSimulated,
                    isRecorded: variant.isRecorded,
                    profiles: variant.profiles.map {
                        Profile(name: $0.name, provider: $0.provider, model: $0.model)
                    }
                )
            }
        )
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
