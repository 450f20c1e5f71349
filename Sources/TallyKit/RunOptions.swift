package import TallyCore

/// What a person may change about a benchmark for one run of it.
package struct RunOptions: Sendable {
    /// Keeps the variants that use these profiles.
    package var models: [String]?
    package var limit: Int?
    package var split: String?
    package var concurrency: Concurrency?
    package var seed: UInt64?
    package var arrivals: Arrivals?
    package var budget: Budget
    package var reuse: ReuseFlags
    package var wandb: WandBOptions
    package var monitors: MonitorFlags
    /// Makes a report of the results: a page beside the store, and what W&B shows of it.
    package var makesReport: Bool

    package init(
        models: [String]? = nil,
        limit: Int? = nil,
        split: String? = nil,
        concurrency: Concurrency? = nil,
        seed: UInt64? = nil,
        arrivals: Arrivals? = nil,
        budget: Budget = Budget(),
        reuse: ReuseFlags = ReuseFlags(),
        wandb: WandBOptions = WandBOptions(),
        monitors: MonitorFlags = MonitorFlags(),
        makesReport: Bool = false
    ) {
        self.models = models
        self.limit = limit
        self.split = split
        self.concurrency = concurrency
        self.seed = seed
        self.arrivals = arrivals
        self.budget = budget
        self.reuse = reuse
        self.wandb = wandb
        self.monitors = monitors
        self.makesReport = makesReport
    }
}
