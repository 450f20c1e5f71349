internal import TallyConfiguration
internal import TallyCore
internal import TallyDatasets
internal import TallyRules
internal import TallyRunner
internal import TallyScoring
internal import TallySimulator
internal import TallyStore
internal import TallyWandB

/// One sitting of an experiment: from its rows in the store to its summary, new or resumed.
struct Session: Sendable {
    var benchmark: Benchmark
    let access: [String: ResolvedAccess]
    let dataset: RunnableDataset
    let writer: StoreWriter
    let experiment: Int64
    /// The folder that cassettes are written to at the end; `nil` writes none.
    let recording: String?
    let cassettes: Cassettes
    /// By the cases' positions; empty unless arrivals are as recorded.
    let recordedTimes: [Int: Double]
    let wandb: WandBSettings
    let monitors: MonitorSettings
    /// A page of the results is made at the end.
    let makesReport: Bool
    let observer: any RunObserver
    let stop: StopSignal

    func run() async throws -> ExperimentSummary {
        remarkOnRetired()
        remarkOnParameters()
        return try await fitting().serving()
    }

    /// The same with no more requests in flight than files may be open.
    private func fitting() throws -> Session {
        guard let room = OpenFileLimit.room else { return self }
        var session = self
        let (fitted, remarks) = try benchmark.fitting(connections: room)
        for remark in remarks { observer.receive(.remark(remark)) }
        session.benchmark = fitted
        return session
    }

    /// Works it off, with the simulator beside it where one is asked for.
    private func serving() async throws -> ExperimentSummary {
        let models = simulations
        guard !models.isEmpty else { return try await work(simulator: nil) }
        return try await withSimulator(models) { port in
            try await work(simulator: "http://127.0.0.1:\(port)/v1")
        }
    }

    /// Asking a model that its provider has ended is no mistake of the file's: a gateway may still serve it.
    private func remarkOnRetired() {
        let today = RunClock().wall().day
        var seen: Set<String> = []
        for profile in benchmark.variants.flatMap(\.profiles)
        where profile.isRetired(on: today) && seen.insert(profile.name).inserted {
            let instead = profile.successor.map { "; use \($0)" } ?? ""
            let day = profile.retires ?? ""
            observer.receive(
                .remark("\(profile.name) was retired by its provider on \(day)\(instead)")
            )
        }
    }

    /// Servers ignore members they do not know, so a slip would change nothing and say nothing.
    private func remarkOnParameters() {
        let names = Set(benchmark.variants.flatMap(\.profiles).flatMap(\.parameters.keys))
        for name in names.sorted() {
            guard let meant = ParameterNames.misspelt(name) else { continue }
            observer.receive(
                .remark("the parameter \(name) is sent as it stands; did you mean \(meant)?")
            )
        }
    }

    private var simulations: [String: Simulation] {
        var models: [String: Simulation] = [:]
        for profile in benchmark.variants.flatMap(\.profiles)
        where profile.isSimulated && !profile.isRecorded {
            models[profile.model] = profile.simulation ?? Simulation()
        }
        return models
    }

    /// Serves the simulated models on a free loopback port while `body` runs.
    private func withSimulator<Value: Sendable>(
        _ models: [String: Simulation],
        _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> Value {
        let parser = RulesParser()
        let simulator = try Simulator(models: models, cases: [dataset.dataset]) { parser.parse($0) }
        let (ports, port) = AsyncStream<Int>.makeStream()
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                defer { port.finish() }
                try await simulator.run(port: 0) { port.yield($0) }
                return nil
            }
            group.addTask {
                for await number in ports { return try await body(number) }
                return nil
            }
            for try await value in group {
                guard let value else { continue }
                group.cancelAll()
                return value
            }
            throw HarnessError(.failed, "the simulator ended before the run")
        }
    }

    private func work(simulator: String?) async throws -> ExperimentSummary {
        let factory = ProviderFactory(
            schema: schema,
            access: access,
            simulator: simulator,
            cassettes: cassettes,
            stop: stop,
            tell: { [observer] in observer.receive(.remark($0)) }
        )
        let runs = try writer.store.runs(of: experiment)
        let teams = try zip(benchmark.variants, runs).map { variant, run in
            try VariantProviders(variant, from: factory, batches: RunBatches(of: run, in: writer))
        }
        let providers = teams.flatMap(\.all)
        let plan = try plan(runs: runs, teams: teams)
        observer.receive(.started(announcement(runs, plan)))
        defer { observer.receive(.finished) }
        let monitoring = try RunMonitoring(
            monitors,
            benchmark: benchmark,
            experiment: try writer.store.experiment(experiment),
            runs: runs,
            store: writer.store,
            observer: observer,
            stop: stop
        )
        return try await monitoring.during { observer in
            try await tracked(runs, plan, providers, observer: observer)
        }
    }

    /// Runs the plan, logged for W&B; sums up.
    private func tracked(
        _ runs: [RunRecord],
        _ plan: RunPlan,
        _ providers: [any ModelProvider],
        observer: any RunObserver
    ) async throws -> ExperimentSummary {
        let tracking = try track(runs, observer: observer)
        return try await uploading(tracking) {
            let walls: [Duration]
            do {
                let runner = Runner(plan: plan, ledger: writer, observer: tracking, stop: stop)
                walls = try await runner.run()
            } catch {
                await ProviderFactory.shutdown(providers)
                tracking.abandon()
                throw error
            }
            await ProviderFactory.shutdown(providers)
            var summary = try close(runs, walls: walls)
            if let size = benchmark.cache.size, benchmark.cache.mode.isWritten {
                try writer.keepResponses(size)
            }
            await record(runs, observer: tracking)
            let report = report(of: summary)
            summary.page = await page(of: report)
            try tracking.finish(summary, from: writer.store, report: report)
            return summary
        }
    }

    /// Writes cassettes where that is asked for; what fails there takes nothing from the run.
    private func record(_ runs: [RunRecord], observer: any RunObserver) async {
        guard let recording else { return }
        let recorder = Recorder(
            folder: recording,
            store: writer.store,
            benchmark: benchmark,
            images: dataset.images,
            schema: schema
        )
        do {
            let experiment = try writer.store.experiment(experiment)
            for cassette in try await recorder.record(runs, of: experiment) {
                observer.receive(.remark(cassette.text))
            }
            for variant in benchmark.variants where variant.profile.batch != nil {
                let reason = "batches have no latencies that a cassette could answer with"
                observer.receive(.remark("\(variant.name) is not recorded: \(reason)"))
            }
        } catch {
            observer.receive(
                .remark(
                    "not recorded: \(error); the answers are stored: `tally record latest --store "
                        + "\(writer.store.path) --out FOLDER` writes them"
                )
            )
        }
    }

    var schema: JSONValue { AnswerSchema.json(for: benchmark.task.fields) }

    private func announcement(_ runs: [RunRecord], _ plan: RunPlan) -> RunEvent.Start {
        RunEvent.Start(
            experiment: (try? writer.store.experiment(experiment).ulid) ?? "",
            benchmark: benchmark.name,
            dataset: dataset.identity,
            lanes: zip(runs, plan.lanes).map { run, lane in
                RunEvent.Lane(
                    name: run.name,
                    planned: run.planned - lane.finished.count,
                    alreadyDone: lane.finished.count,
                    limit: lane.profile.concurrency.start,
                    isSimulated: run.isSimulated,
                    isRecorded: run.isRecorded
                )
            }
        )
    }

    /// Sums up what is stored and closes the rows of runs and experiment.
    private func close(_ runs: [RunRecord], walls: [Duration]) throws -> ExperimentSummary {
        let now = RunClock().wall()
        let summaries = Summaries(store: writer.store)
        for (run, wall) in zip(runs, walls) {
            try writer.add(wall: wall, to: run)
        }
        for run in runs where run.task != nil {
            let remark = "\(run.name) was rescored by another task: `tally rescore` it again"
            observer.receive(.remark(remark))
        }
        let summary = try summaries.experiment(try writer.store.experiment(experiment))
        for (run, summary) in zip(runs, summary.runs) {
            try writer.close(run, summary: summary, at: now)
            if summary.state == .complete { try RunBatches(of: run, in: writer).noteCollected() }
        }
        try writer.close(experiment: experiment, state: summary.state, at: now)
        return summary
    }
}
