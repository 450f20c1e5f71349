/// What one benchmark file describes: a dataset, a task and the variants to compare on it.
package struct Benchmark: Sendable {
    package var name: String
    /// The file it was read from, for messages and relative paths.
    package var file: String
    /// The dataset's folder or file, resolved against the benchmark's folder.
    package var dataset: String
    package var split: String?
    package var limit: Int?
    package var task: ExtractionTask
    package var variants: [Variant]
    package var repeats: Int
    /// Seeds the case order and every random wait.
    package var seed: UInt64
    package var prices: PriceTable
    package var retry = RetryPolicy()
    /// Days after which the bodies of answers are erased; `nil` keeps them.
    package var retentionDays: Int?
    /// What mistakes and reviews cost, and how many documents there are; `nil` when not stated.
    package var economics: Economics?
    /// What an experiment of it may spend.
    package var budget = Budget()
    /// What each of its runs may spend.
    package var runBudget = Budget()
    package var arrivals = Arrivals.closed
    package var schedule = Schedule.free
    /// Trials at the beginning of each lane whose times count in no statistic.
    package var warmUp = 0
    /// Whether answers are kept and given again.
    package var cache = CachePolicy()
    /// What its user promises of documents; `nil` where nothing is.
    package var serviceLevel: ServiceLevel?
    /// How its runs are logged for Weights & Biases, as far as the file says.
    package var wandb = WandBOptions()

    package init(
        name: String,
        file: String,
        dataset: String,
        split: String? = nil,
        limit: Int? = nil,
        task: ExtractionTask,
        variants: [Variant],
        repeats: Int = 1,
        seed: UInt64 = 1,
        prices: PriceTable
    ) {
        self.name = name
        self.file = file
        self.dataset = dataset
        self.split = split
        self.limit = limit
        self.task = task
        self.variants = variants
        self.repeats = repeats
        self.seed = seed
        self.prices = prices
    }
}

/// One of the things compared, under a name unique in its experiment.
package struct Variant: Hashable, Sendable {
    package var name: String
    package var profile: Profile
    /// Takes the place of the task's own prompt; `nil` leaves that.
    package var prompt: NamedPrompt?
    /// Whom it asks when the answer of `profile` is in doubt; `nil` for a variant that asks one profile alone.
    package var cascade: CascadePlan?

    package init(name: String, profile: Profile, prompt: NamedPrompt? = nil) {
        self.name = name
        self.profile = profile
        self.prompt = prompt
    }

    /// The benchmark's task as this variant is asked to do it.
    package func task(of task: ExtractionTask) -> ExtractionTask {
        guard let prompt else { return task }
        var task = task
        task.system = prompt.system
        task.template = prompt.template
        return task
    }
}
