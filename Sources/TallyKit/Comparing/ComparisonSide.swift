internal import TallyAnalysis
internal import TallyCore

/// One side of a comparison with everything that is asked of it, from the store or from a baseline's file.
struct ComparisonSide {
    var run: ComparedRun
    /// In the seeded order.
    var results: [CaseResult]
    /// Of each case, what it shows and its truth, as a short digest.
    var contents: [String: String]
    var tags: [String: [String]] = [:]
    var dataset: DatasetIdentity
    var scorer: String
    /// The fields whose rates the results hold, in their order.
    var fields: [String]
    var terms: Terms
    /// The plan's dataset, split and seed: equal for sides that follow one order.
    var order: String
    /// Planned trials without a result.
    var pending: Int
    var repeats: Int

    /// Under what terms answers were asked for.
    struct Terms: Hashable {
        var provider: String?
        /// The model or deployment asked for.
        var model: String?
        var isStreamed: Bool?
        /// Of system message and template; `nil` where nobody was asked.
        var prompt: String?
        /// The tiers that servers named.
        var tiers: [String] = []
    }

    /// Hexadecimal digits kept of a digest: 64 bits tell two contents of one case apart.
    static let digits = 16

    static func short(_ digest: Digest) -> String { String(digest.hex.prefix(digits)) }

    var pairing: Pairing.Member {
        Pairing.Member(results: results, order: order, isComplete: pending == 0)
    }

    var member: Comparator.Member {
        Comparator.Member(run: run, pairing: pairing, fields: fields)
    }
}

extension ComparisonSide {
    /// Reads a stored run's trials, costed under `basis`, or by the prices stored with it.
    init(
        _ chosen: RunSelector.Chosen,
        from store: any ResultStore,
        pricedBy basis: CostBasis?,
        flag: Economics.Flag?
    ) throws {
        let (experiment, run) = (chosen.experiment, chosen.run)
        let plan = experiment.configuration
        fields = experiment.task(of: run)?["fields"]?.object?.keys ?? []
        var sampler = RunSampler(fields: fields, flag: flag)
        try store.forEachTrial(of: run, pricedBy: basis) { sampler.add($0) }
        results = sampler.results
        var contents: [String: String] = [:]
        var tags: [String: [String]] = [:]
        try store.forEachCase(of: run) {
            contents[$0.id] = Self.short($0.content)
            tags[$0.id] = $0.tags
        }
        (self.contents, self.tags) = (contents, tags)
        dataset = experiment.dataset
        scorer = run.scorerDigest
        terms = Terms(experiment, run)
        terms.tiers = try store.serviceTiers(of: run).keys.sorted()
        // Runs of one dataset, split and seed follow one order; a limit only ends it sooner.
        let parts = [dataset.digest, plan["split"]?.string ?? "", plan["seed"]?.string ?? ""]
        order = run.isImported ? run.ulid : parts.joined(separator: " ")
        pending = max(0, run.planned - results.reduce(0) { $0 + $1.scored + $1.failed })
        repeats = plan["repeats"]?.integer ?? 1
        self.run = ComparedRun(
            id: run.ulid,
            name: run.name,
            experiment: experiment.ulid,
            isSimulated: run.isSimulated,
            isImported: run.isImported,
            isPartial: pending > 0,
            returnedModels: try store.returnedModels(of: run)
        )
    }
}

extension ComparisonSide.Terms {
    init(_ experiment: ExperimentRecord, _ run: RunRecord) {
        guard !run.isImported, let variant = experiment.variant(of: run),
            variant.profile.provider != .rules
        else { return }
        provider = variant.profile.provider.rawValue
        model = variant.profile.model
        isStreamed = variant.profile.isStreamed
        let task = experiment.configuration["task"].flatMap(ExtractionTask.init(configuration:))
        prompt = task.map { task in
            let asked = variant.task(of: task)
            return ComparisonSide.short(
                Digest(of: [.optional(asked.system), .string(asked.template)])
            )
        }
    }
}
