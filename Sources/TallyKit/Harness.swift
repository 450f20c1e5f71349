internal import Foundation
package import TallyConfiguration
package import TallyCore
internal import TallyDatasets
internal import TallyReport
package import TallyRunner
internal import TallyStore

/// Runs benchmarks: reads files, opens the store, composes providers and runner, sums up.
public struct Harness: Sendable {
    /// The version of this package.
    public static let version = Provenance.version

    let storePath: String
    let environment: Environment

    /// A harness that keeps its results in the store at a path, made when it is missing.
    ///
    /// Keys and endpoints come from this process's environment and the `.env` beside each benchmark.
    public init(store path: String) {
        self.init(store: path, environment: .current)
    }

    package init(store path: String, environment: Environment) {
        storePath = path
        self.environment = environment
    }

    /// Runs a benchmark file, leaves a page of the results beside the store and returns the `tally.run/1` document as JSON
    /// text.
    ///
    /// Failed trials are data in the document. Throws when a file is wrong, a key is missing or the store cannot be
    /// written; its description is one line that says what to do.
    public func run(benchmark path: String) async throws -> String {
        try await run(benchmark: path, observer: SilentObserver())
    }

    /// The same, and tells monitors of one's own what happens meanwhile.
    ///
    /// Each request is an operation `request` with the labels `benchmark`, `variant` and `model`, each trial an operation
    /// `process_receipt`; what failed is an error under its type. A monitor that fails ends no run.
    public func run(benchmark path: String, monitors: [any Monitor]) async throws -> String {
        try await Monitors.run(monitors) { monitors in
            try await run(benchmark: path, observer: MonitorBridge(monitors))
        }
    }

    private func run(benchmark path: String, observer: any RunObserver) async throws -> String {
        let summary = try await run(
            benchmark: path,
            options: RunOptions(makesReport: true),
            observer: observer,
            stop: StopSignal()
        )
        return RunDocument(summary).json.prettyText
    }

    /// Runs a benchmark file; ends early, resumable, when the stop signal is raised.
    package func run(
        benchmark path: String,
        options: RunOptions,
        observer: any RunObserver,
        stop: StopSignal
    ) async throws -> ExperimentSummary {
        let loaded = try load(path, options)
        // For this sitting alone: a resume goes by what is stored.
        let sitting = try options.reuse.over(loaded.benchmark)
        try loaded.benchmark.checkBudget(on: RunClock().wall().day)
        let dataset = try await RunnableDataset(of: loaded.benchmark)
        let wandb = try WandBSettings(
            flags: options.wandb,
            environment: environment.readingDotEnv(beside: path),
            file: loaded.benchmark.wandb,
            store: storePath
        )
        let monitors = try MonitorSettings(
            flags: options.monitors,
            environment: environment.readingDotEnv(beside: path),
            file: loaded.monitors
        )
        let cassettes = try Cassettes(of: sitting)
        try options.reuse.makeFolder()
        let recordedTimes = try RecordedTimes.of(loaded.benchmark, dataset)
        let writer = try openStore(telling: observer)
        let experiment = try writer.create(
            NewExperiment(loaded.benchmark.withAbsolutePaths, dataset, clock: RunClock())
        )
        let summary = try await Session(
            benchmark: sitting,
            access: loaded.access,
            dataset: dataset,
            writer: writer,
            experiment: experiment,
            recording: options.reuse.recording,
            cassettes: cassettes,
            recordedTimes: recordedTimes,
            wandb: wandb,
            monitors: monitors,
            makesReport: options.makesReport,
            observer: CostWatch(observer),
            stop: stop
        ).run()
        try writer.close()
        return summary
    }

    /// What a run would send, cost and take; nothing is sent or stored, and no key is needed.
    package func forecast(benchmark path: String, options: RunOptions) async throws -> RunForecast {
        let loaded = try load(path, options, withAccess: false)
        let dataset = try await RunnableDataset(of: loaded.benchmark)
        return try RunForecasts(storePath: storePath).forecast(
            try options.reuse.over(loaded.benchmark),
            on: dataset,
            day: RunClock().wall().day
        )
    }

    /// The benchmark as its file and what a person changed about it say.
    private func load(
        _ path: String,
        _ options: RunOptions,
        withAccess: Bool = true
    ) throws -> LoadedBenchmark {
        var loaded = try BenchmarkLoader(environment: environment).load(
            path,
            models: options.models,
            withAccess: withAccess
        )
        if let limit = options.limit { loaded.benchmark.limit = limit }
        if let split = options.split { loaded.benchmark.split = split }
        if let seed = options.seed { loaded.benchmark.seed = seed }
        if let arrivals = options.arrivals { loaded.benchmark.arrivals = arrivals }
        if let concurrency = options.concurrency { loaded.setConcurrency(concurrency) }
        loaded.benchmark.budget = options.budget.over(loaded.benchmark.budget)
        try loaded.benchmark.checkBatches()
        return loaded
    }

    /// Goes on with an experiment where it ended: only trials without a result are sent.
    ///
    /// With `retriesErrors` those that the infrastructure failed are sent again, too.
    package func resume(
        _ selector: String,
        retriesErrors: Bool = false,
        budget: Budget = Budget(),
        reuse: ReuseFlags = ReuseFlags(),
        wandb flags: WandBOptions = WandBOptions(),
        monitors monitorFlags: MonitorFlags = MonitorFlags(),
        makesReport: Bool = false,
        observer: any RunObserver,
        stop: StopSignal
    ) async throws -> ExperimentSummary {
        let found = try RunSelector(store: try Store(reading: storePath))
            .resumable(selector, retriesErrors: retriesErrors)
        guard let stored = Benchmark(configuration: found.configuration) else {
            throw HarnessError(
                .failed,
                "\(storePath): experiment \(found.ulid) cannot be read back"
            )
        }
        let environment = try environment.readingDotEnv(beside: stored.file)
        let trust = TrustedAccess(environment: environment, benchmarkFile: stored.file)
        var benchmark = try trust.benchmark(stored)
        benchmark.budget = budget.over(stored.budget)
        benchmark = try reuse.over(benchmark)
        try benchmark.checkBudget(on: RunClock().wall().day)
        let resolver = AccessResolver(environment: environment, benchmarkFile: stored.file)
        let access = try resolver.access(for: benchmark.variants.flatMap(\.profiles))
        let dataset = try await RunnableDataset(of: benchmark)
        guard dataset.identity.digest == found.dataset.digest else {
            throw HarnessError(
                .usage,
                "\(benchmark.dataset): changed since experiment \(found.ulid) began "
                    + "(\(dataset.identity.digest.prefix(19)), was \(found.dataset.digest.prefix(19))); "
                    + "restore it, or start anew with `tally run \(benchmark.file)`"
            )
        }
        // Images lie outside the dataset's file, so its digest does not see them.
        let key = benchmark.key(dataset: dataset.dataset.digest, images: dataset.imagesDigest)
        guard dataset.images == nil || key.description == found.key else {
            throw HarnessError(
                .usage,
                "\(benchmark.dataset): an image changed since experiment \(found.ulid) began; "
                    + "restore it, or start anew with `tally run \(benchmark.file)`"
            )
        }
        let wandb = try WandBSettings(
            flags: flags,
            environment: environment,
            file: benchmark.wandb,
            store: storePath
        )
        // Addresses may hold passwords: they are today's file's, not the store's.
        let isThere = FileManager.default.fileExists(atPath: benchmark.file)
        let loader = BenchmarkLoader(environment: environment)
        let monitors = try MonitorSettings(
            flags: monitorFlags,
            environment: environment,
            file: isThere ? loader.monitors(of: benchmark.file) : MonitorOptions()
        )
        let cassettes = try Cassettes(of: benchmark)
        try reuse.makeFolder()
        let recordedTimes = try RecordedTimes.of(benchmark, dataset)
        let writer = try openStore(telling: observer)
        try writer.reopen(experiment: found.id, retriesErrors: retriesErrors)
        let summary = try await Session(
            benchmark: benchmark,
            access: access,
            dataset: dataset,
            writer: writer,
            experiment: found.id,
            recording: reuse.recording,
            cassettes: cassettes,
            recordedTimes: recordedTimes,
            wandb: wandb,
            monitors: monitors,
            makesReport: makesReport,
            observer: CostWatch(observer),
            stop: stop
        ).run()
        try writer.close()
        return summary
    }

    private func openStore(telling observer: any RunObserver) throws -> StoreWriter {
        try StoreWriter.opening(storePath) { observer.receive(.remark($0)) }
    }
}

/// An observer for programs that only want the result.
private struct SilentObserver: RunObserver {
    func receive(_ event: RunEvent) {}
}
