internal import TallyAnalysis
package import TallyCore

/// Sums up stored runs, at the prices their experiment kept or under one basis.
package struct Summaries: Sendable {
    private let store: any ResultStore
    private let basis: CostBasis?

    package init(store: any ResultStore, pricedBy basis: CostBasis? = nil) {
        self.store = store
        self.basis = basis
    }

    /// The runs of an experiment side by side.
    package func experiment(_ record: ExperimentRecord) throws -> ExperimentSummary {
        ExperimentSummary(
            id: record.ulid,
            benchmark: record.name,
            dataset: record.dataset,
            runs: try store.runs(of: record.id).map { try run($0, in: record) }
        )
    }

    /// One run's numbers, from its rows.
    package func run(_ record: RunRecord, in experiment: ExperimentRecord) throws -> RunSummary {
        var summarizer = RunSummarizer(plan: Self.facts(of: record, in: experiment))
        try store.forEachTrial(of: record, pricedBy: basis) { summarizer.add($0) }
        var summary = summarizer.summary()
        summary.add(try store.orphanedAttempts(of: record, pricedBy: basis))
        summary.requests = try store.requests(of: record)
        summary.isRescored = record.task != nil
        if summary.cost.unknownAttempts + summary.cost.possibleAttempts > 0 {
            summary.cost.dearest = try store.dearestAttempt(of: record, pricedBy: basis)
        }
        // A replay's hours are no server's.
        if !record.isRecorded, let capacity = try store.capacity(of: record, pricedBy: basis) {
            summary.pay(capacity)
        }
        summary.returnedModels = try store.servers(of: record).models
        let sittings = try store.trackedSittings(of: record)
        summary.wandb = sittings.last
        // A later sitting that was not sent yet is of the same run.
        summary.wandb?.url = sittings.last { $0.url != nil }?.url
        return summary
    }

    /// What is known of a run before its trials are read.
    static func facts(of record: RunRecord, in experiment: ExperimentRecord) -> RunFacts {
        var plan = RunFacts(
            id: record.ulid,
            name: record.name,
            profiles: record.profiles,
            cases: experiment.dataset.cases,
            fields: experiment.task(of: record)?["fields"]?.object?.keys ?? []
        )
        plan.isSimulated = record.isSimulated
        plan.isImported = record.isImported
        plan.isRecorded = record.isRecorded
        plan.isCascade = experiment.variant(of: record)?.cascade != nil
        plan.economics = experiment.configuration["economics"].map(Economics.init(configuration:))
        plan.repeats = experiment.configuration["repeats"]?.integer ?? 1
        plan.arrivals =
            experiment.configuration["arrivals"].map(Arrivals.init(configuration:)) ?? .closed
        plan.wall = record.wall
        plan.stopReason = record.stopReason
        return plan
    }
}

extension RunSummary {
    /// Adds what was sent for trials that have no result: it was paid for, perhaps, and is of no use.
    mutating func add(_ orphans: OrphanedAttempts) {
        guard orphans.attempts > 0 else { return }
        cost.unknownAttempts += orphans.unknown
        cost.possible += orphans.possible
        cost.possibleAttempts += orphans.possibleAttempts
        cost.unpriced += orphans.unpriced
        let isPriced = orphans.unpriced == 0
        cost.total = isPriced ? cost.total.map { $0 + orphans.cost } : nil
        cost.wasted = isPriced ? cost.wasted.map { $0 + orphans.cost } : nil
        tokens.usage = tokens.usage + orphans.usage
        tokens.estimated += orphans.estimated
        rateLimited += orphans.rateLimited
        retries += orphans.retries
    }

    /// Makes the cost that of the hours the run took; without any, as of imported answers, it stays unknown.
    ///
    /// A run has one wall time, so its cost a document has no interval; that of a correct one has the accuracy's.
    mutating func pay(_ capacity: HourPrice) {
        guard wall > 0, cost.unpriced == 0, let total = capacity.cost(ofSeconds: wall) else {
            return
        }
        cost.capacity = capacity
        cost.total = total
        let answers = trials.planned - trials.pending
        guard answers > 0 else { return }
        let each = total.dollars / Double(answers)
        func estimate(_ low: Double, _ value: Double, _ high: Double) -> Estimate {
            Estimate(value: value, low: low, high: high, n: answers, method: "capacity")
        }
        cost.perDocument = estimate(each, each, each)
        cost.expected = cost.aftermath.map {
            estimate(each + $0.low, each + $0.value, each + $0.high)
        }
        guard let exact = documentExact, exact.value > 0 else { return }
        cost.perCorrect = estimate(
            each / exact.high,
            each / exact.value,
            exact.low > 0 ? each / exact.low : .infinity
        )
    }
}
