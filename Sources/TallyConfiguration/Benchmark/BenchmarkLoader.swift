package import TallyCore

/// Reads a benchmark file and everything it refers to but the dataset.
package struct BenchmarkLoader: Sendable {
    package static let keys = [
        "name", "description", "dataset", "split", "limit", "repeats", "seed", "concurrency",
        "isolation", "retry", "retention", "economics", "sla", "budget", "cache", "arrivals",
        "schedule", "warm_up", "gate", "wandb",
        "monitors", "task",
        "prompts", "grid",
        "variants", "profiles",
    ]

    private let environment: Environment

    /// A `.env` file beside the benchmark is read in addition.
    package init(environment: Environment) { self.environment = environment }

    /// Reads the file; with `models`, only the variants that use these profiles are kept and need their keys.
    ///
    /// Without `withAccess` no key is looked up: nothing can be sent.
    package func load(
        _ path: String,
        models: [String]? = nil,
        withAccess: Bool = true
    ) throws(ConfigurationError) -> LoadedBenchmark {
        let environment = try environment.readingDotEnv(beside: path)
        let folders = ConfigurationFolders(benchmarkFile: path, environment: environment)
        let fields = try Cursor.open(try TextFile.read(path)).map(keys: Self.keys)
        let prices = try PriceCatalog.load(folders)
        var benchmark = try plan(fields, path: path, prices: prices.table)
        let reader = VariantReader(
            catalog: try ProfileCatalog.load(folders, inline: fields["profiles"]),
            prices: prices,
            environment: environment,
            resolver: AccessResolver(environment: environment, benchmarkFile: path),
            defaults: try defaults(fields, path: path, task: benchmark.task)
        )
        let result = try reader.read(
            try fields.required("variants"),
            models: models,
            withAccess: withAccess
        )
        benchmark.variants = result.variants
        if benchmark.schedule == .lockstep, let value = fields["schedule"],
            let alone = result.variants.first(where: { variant in
                variant.profiles.contains { $0.isolation == .sequential }
            })
        {
            throw value.error(
                "\(quoted(alone.name)) runs alone (isolation: sequential), so it can keep step with none"
            )
        }
        return LoadedBenchmark(
            benchmark: benchmark,
            description: try fields["description"]?.text(),
            monitors: try fields["monitors"].map(MonitorReader.read) ?? MonitorOptions(),
            access: result.access,
            priceSources: prices.sources
        )
    }

    /// The task of a benchmark that writes none.
    package func builtInTask() throws(ConfigurationError) -> ExtractionTask {
        try TaskReader.read(nil)
    }

    /// Reads the task alone, which needs no endpoint and no key.
    package func task(of path: String) throws(ConfigurationError) -> ExtractionTask {
        let fields = try Cursor.open(try TextFile.read(path)).map(keys: Self.keys)
        return try TaskReader.read(fields["task"], hasPrompts: fields["prompts"] != nil)
    }

    /// Where a benchmark's metrics go, as far as the file says.
    package func monitors(of path: String) throws(ConfigurationError) -> MonitorOptions {
        let fields = try Cursor.open(try TextFile.read(path)).map(keys: Self.keys)
        return try fields["monitors"].map(MonitorReader.read) ?? MonitorOptions()
    }

    /// How a benchmark's runs are logged for Weights & Biases, as far as the file says.
    package func wandb(of path: String) throws(ConfigurationError) -> WandBOptions {
        let fields = try Cursor.open(try TextFile.read(path)).map(keys: Self.keys)
        return try fields["wandb"].map(WandBReader.read) ?? WandBOptions()
    }

    /// The names of the profiles that a benchmark's variants use, each once; no endpoint and no key is looked up.
    package func profileNames(of path: String) throws(ConfigurationError) -> [String] {
        let environment = try environment.readingDotEnv(beside: path)
        let folders = ConfigurationFolders(benchmarkFile: path, environment: environment)
        let fields = try Cursor.open(try TextFile.read(path)).map(keys: Self.keys)
        let task = try TaskReader.read(fields["task"], hasPrompts: fields["prompts"] != nil)
        let reader = VariantReader(
            catalog: try ProfileCatalog.load(folders, inline: fields["profiles"]),
            prices: try PriceCatalog.load(folders),
            environment: environment,
            resolver: AccessResolver(environment: environment, benchmarkFile: path),
            defaults: try defaults(fields, path: path, task: task)
        )
        return try reader.profileNames(try fields.required("variants"))
    }

    /// What the variants take from the benchmark.
    private func defaults(
        _ fields: Cursor.Fields,
        path: String,
        task: ExtractionTask
    ) throws(ConfigurationError) -> VariantReader.Defaults {
        let prompts = PromptReader(
            folder: ConfigurationFolders.folder(of: path),
            fields: task.fields,
            instructions: try Instructions.load()
        )
        return VariantReader.Defaults(
            concurrency: try fields["concurrency"]?.concurrency(),
            isolation: try fields["isolation"]?.choice(of: Profile.Isolation.allCases),
            prompts: try fields["prompts"].map(prompts.prompts) ?? [],
            grid: try fields["grid"].map(ParameterGrid.read) ?? .none
        )
    }

    /// Everything but the variants.
    private func plan(
        _ fields: Cursor.Fields,
        path: String,
        prices: PriceTable
    ) throws(ConfigurationError) -> Benchmark {
        let name = try fields.required("name").name()
        let dataset = try fields.required("dataset").text()
        var benchmark = Benchmark(
            name: name,
            file: path,
            dataset: ConfigurationFolders.join(ConfigurationFolders.folder(of: path), dataset),
            task: try TaskReader.read(fields["task"], hasPrompts: fields["prompts"] != nil),
            variants: [],
            prices: prices
        )
        benchmark.split = try fields["split"]?.text()
        benchmark.limit = try fields["limit"]?.integer(in: 1...Int.max)
        if let value = fields["repeats"] { benchmark.repeats = try value.integer(in: 1...1000) }
        if let value = fields["seed"] { benchmark.seed = try value.seed() }
        if let value = fields["retry"] { benchmark.retry = try RetryReader.read(value) }
        benchmark.retentionDays = try fields["retention"]?.days()
        benchmark.economics = try fields["economics"].map(EconomicsReader.read)
        if let value = fields["budget"] {
            (benchmark.budget, benchmark.runBudget) = try BudgetReader.read(value)
        }
        benchmark.cache = try fields["cache"].map(CacheReader.read) ?? CachePolicy()
        benchmark.arrivals = try fields["arrivals"].map(ArrivalsReader.read) ?? .closed
        if let value = fields["schedule"] {
            benchmark.schedule = try value.choice(of: Schedule.allCases)
        }
        if let value = fields["warm_up"] { benchmark.warmUp = try value.integer(in: 0...100_000) }
        benchmark.serviceLevel = try fields["sla"].map(ServiceLevelReader.read)
        if let value = fields["wandb"] { benchmark.wandb = try WandBReader.read(value) }
        // A slip in the gate is told before anything is paid for.
        let names = benchmark.task.fields.map(\.name)
        if let gate = fields["gate"] { _ = try GateReader.read(gate, fields: names) }
        return benchmark
    }
}
