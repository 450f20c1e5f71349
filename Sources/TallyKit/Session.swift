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
    let benchmark: Benchmark
    let access: [String: ResolvedAccess]
    let dataset: RunnableDataset
    let writer: StoreWriter
    let experiment: Int64
    let wandb: WandBSettings
    let monitors: MonitorSettings
    let observer: any RunObserver
    let stop: StopSignal

    func run() async throws -> ExperimentSummary {
        remarkOnRetired()
        remarkOnParameters()
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
        for profile in benchmark.variants.flatMap(\.profiles) where profile.isSimulated {
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
            schema: AnswerSchema.json(for: benchmark.task.fields),
            access: access,
            simulator: simulator
        )
        let teams = try benchmark.variants.map { try VariantProviders($0, from: factory) }
        let providers = teams.flatMap(\.all)
        let runs = try writer.store.runs(of: experiment)
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
            let summary = try close(runs, walls: walls)
            try tracking.finish(summary, from: writer.store)
            return summary
        }
    }

    private func plan(runs: [RunRecord], teams: [VariantProviders]) throws -> RunPlan {
        RunPlan(
            dataset: try writer.datasetRow(dataset.identity),
            cases: dataset.dataset,
            images: dataset.images,
            order: dataset.order,
            repeats: benchmark.repeats,
            task: benchmark.task,
            retry: benchmark.retry,
            seed: benchmark.seed,
            lanes: try zip(runs, zip(benchmark.variants, teams)).enumerated().map {
                index,
                lane in
                RunPlan.Lane(
                    index: index,
                    run: lane.0.id,
                    scoring: lane.0.ownScoring,
                    profile: lane.1.0.profile,
                    task: lane.1.0.task(of: benchmark.task),
                    provider: lane.1.1.answer,
                    escalation: lane.1.1.escalation,
                    prices: benchmark.prices,
                    finished: try writer.store.finishedTrials(of: lane.0)
                )
            },
            budget: benchmark.budget,
            spent: benchmark.budget.isEmpty ? .nothing : try writer.store.spent(of: runs)
        )
    }

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
                    isSimulated: run.isSimulated
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
        }
        try writer.close(experiment: experiment, state: summary.state, at: now)
        return summary
    }
}
