package import TallyConfiguration
package import TallyCore
internal import TallyDatasets
internal import TallyReport
package import TallyRunner
internal import TallyScoring
internal import TallyStore

/// Makes a run of predictions made elsewhere: marked as imported, scored, stored and read like any other.
package struct PredictionImport: Sendable {
    /// Entries in memory at a time.
    private static let batch = 1024

    /// What is imported, and as what.
    package struct Options: Sendable {
        package var file: String
        package var dataset: String
        package var model: String
        package var split: String?
        /// A benchmark file whose task says how answers are scored; the built-in one otherwise.
        package var benchmark: String?
        /// An entry of the price table for stated usage.
        package var price: String?

        package init(file: String, dataset: String, model: String) {
            self.file = file
            self.dataset = dataset
            self.model = model
        }
    }

    private let options: Options
    private let storePath: String
    private let environment: Environment
    private let clock: RunClock

    package init(
        _ options: Options,
        store path: String,
        environment: Environment = .current,
        clock: RunClock = RunClock()
    ) {
        self.options = options
        storePath = path
        self.environment = environment
        self.clock = clock
    }

    /// Reads the whole file before anything is stored; returns the run, and keys of the file that mean nothing here.
    package func run() throws -> (summary: ExperimentSummary, ignored: [String]) {
        guard !options.model.hasPrefix("sim-") else {
            throw HarnessError(
                .usage,
                "--model \(options.model): names in \"sim-\" are those of what is simulated"
            )
        }
        let dataset = try Dataset.open(options.dataset, split: options.split)
        let positions = try Self.positions(in: dataset)
        let file = PredictionFile(path: options.file, positions: positions)
        let survey = try file.survey(of: dataset)
        let benchmark = try benchmark(repeats: survey.repeats)
        let writer = try StoreWriter.opening(storePath, clock: clock)
        let experiment = try create(benchmark, dataset, writer)
        guard let record = try writer.store.runs(of: experiment).first else {
            throw HarnessError(.failed, "\(storePath): the run is missing")
        }
        try store(file, of: dataset, as: record, task: benchmark.task, writer)
        let stored = try writer.store.experiment(experiment)
        let summary = try Summaries(store: writer.store).experiment(stored)
        for run in summary.runs { try writer.close(record, summary: run, at: clock.wall()) }
        // Nothing of it can be asked again, so there is nothing to resume.
        try writer.close(experiment: experiment, state: .complete, at: clock.wall())
        try writer.close()
        return (summary, survey.ignored)
    }

    private static func positions(in dataset: Dataset) throws -> [String: Int] {
        var positions: [String: Int] = [:]
        for position in 0..<dataset.count { positions[try dataset.load(position).id] = position }
        return positions
    }

    private func benchmark(repeats: Int) throws -> Benchmark {
        let file = options.benchmark ?? options.file
        let folders = ConfigurationFolders(benchmarkFile: file, environment: environment)
        let prices = try PriceCatalog.load(folders)
        if let key = options.price, !prices.knows(key) {
            throw HarnessError(.usage, "--price: unknown price \"\(key)\"")
        }
        if let key = options.price, prices.table.hours[key] != nil {
            throw HarnessError(
                .usage,
                "--price: \"\(key)\" is priced by the hour, and predictions do not say how long they took"
            )
        }
        let loader = BenchmarkLoader(environment: environment)
        var profile = Profile(name: options.model, provider: .openai, model: options.model)
        profile.priceKey = options.price
        profile.isStreamed = false
        let task = try options.benchmark.map(loader.task) ?? loader.builtInTask()
        return Benchmark(
            name: options.model,
            file: options.file,
            dataset: options.dataset,
            split: options.split,
            task: task,
            variants: [Variant(name: options.model, profile: profile)],
            repeats: repeats,
            prices: prices.table
        ).withAbsolutePaths
    }

    private func create(
        _ benchmark: Benchmark,
        _ dataset: Dataset,
        _ writer: StoreWriter
    ) throws -> Int64 {
        var new = NewExperiment(
            benchmark,
            dataset.digest,
            dataset.identity(cases: dataset.count),
            clock: clock
        )
        new.runs[0].isImported = true
        return try writer.create(new)
    }

    private func store(
        _ file: PredictionFile,
        of dataset: Dataset,
        as run: RunRecord,
        task: ExtractionTask,
        _ writer: StoreWriter
    ) throws {
        let rows = PredictionRows(
            run: run,
            dataset: try writer.datasetRow(dataset.identity(cases: dataset.count)),
            task: task,
            priceKey: options.price,
            moment: clock.wall(),
            nextID: { writer.nextID() }
        )
        var pending: [LedgerEntry] = []
        try file.forEach { prediction, position throws(HarnessError) in
            do {
                pending += rows.entries(
                    prediction,
                    item: try dataset.load(position),
                    identity: dataset.identity(of: position)
                )
                guard pending.count >= Self.batch else { return }
                try writer.write(pending)
                pending = []
            } catch {
                throw HarnessError(.failed, "\(error)")
            }
        }
        try writer.write(pending)
    }
}
