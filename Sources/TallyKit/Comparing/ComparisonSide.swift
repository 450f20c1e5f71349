internal import TallyAnalysis
internal import TallyCore
internal import TallyScoring

/// One side of a comparison with everything that is asked of it, from the store or from a baseline's file.
struct ComparisonSide {
    var run: ComparedRun
    /// In the seeded order.
    var results: [CaseResult]
    /// Of each case, what it shows and its truth, as a short digest; empty where only runs of one dataset are compared.
    var contents: [String: String]
    /// Of each case, and what is wrong with its answers where something is; empty unless asked for.
    var tags: [String: [String]] = [:]
    var faults: [String: [ErrorClassifier.Fault]] = [:]
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

    /// What is read of a stored run besides its results.
    struct Parts: OptionSet {
        let rawValue: Int

        /// Without which runs of two datasets cannot be compared.
        static let contents = Parts(rawValue: 1)
        /// Of each case.
        static let tags = Parts(rawValue: 2)
        /// What is wrong with answers.
        static let faults = Parts(rawValue: 4)
    }

    static func short(_ digest: Digest) -> String { String(digest.hex.prefix(digits)) }

    var pairing: Pairing.Member {
        Pairing.Member(results: results, order: order, isComplete: pending == 0)
    }

    /// What was wrong on some of the cases.
    func errorKinds(of ids: [String]) -> ErrorKinds {
        var kinds = ErrorKinds()
        for id in ids {
            for fault in faults[id] ?? [] { kinds.add(fault.error, in: fault.field) }
        }
        return kinds
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
        flag: Economics.Flag?,
        reading parts: Parts = .contents
    ) throws {
        let (experiment, run) = (chosen.experiment, chosen.run)
        let plan = experiment.configuration
        fields = experiment.task(of: run)?["fields"]?.object?.keys ?? []
        var sampler = RunSampler(fields: fields, flag: flag)
        let classifier =
            parts.contains(.faults) ? AnswerAnalysis.classifier(of: run, in: experiment) : nil
        var tags: [String: [String]] = [:]
        var faults: [String: [ErrorClassifier.Fault]] = [:]
        try store.forEachJudgedTrial(of: run, pricedBy: basis) { trial in
            sampler.add(trial.record)
            let id = trial.record.caseID
            if parts.contains(.tags), !trial.values.tags.isEmpty { tags[id] = trial.values.tags }
            guard let classifier else { return }
            let found = try AnswerAnalysis.faults(of: trial, by: classifier)
            if !found.isEmpty { faults[id, default: []] += found }
        }
        results = sampler.results
        (self.tags, self.faults) = (tags, faults)
        var contents: [String: String] = [:]
        if parts.contains(.contents) {
            try store.forEachCase(of: run) { contents[$0.id] = Self.short($0.content) }
        }
        self.contents = contents
        dataset = experiment.dataset
        scorer = run.scorerDigest
        terms = Terms(experiment, run)
        let servers = try store.servers(of: run)
        terms.tiers = servers.tiers.keys.sorted()
        // Runs of one dataset, split and seed follow one order; a limit only ends it sooner.
        let parts = [dataset.digest, plan["split"]?.string ?? "", plan["seed"]?.string ?? ""]
        order = run.isImported ? run.ulid : parts.joined(separator: " ")
        pending = max(0, run.planned - results.reduce(0) { $0 + $1.scored + $1.failed })
        repeats = plan["repeats"]?.integer ?? 1
        self.run = ComparedRun(
            run,
            in: experiment,
            isPartial: pending > 0,
            returnedModels: servers.models
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

extension ComparedRun {
    init(
        _ run: RunRecord,
        in experiment: ExperimentRecord,
        isPartial: Bool,
        returnedModels: [String: Int] = [:]
    ) {
        self.init(
            id: run.ulid,
            name: run.name,
            experiment: experiment.ulid,
            isSimulated: run.isSimulated,
            isImported: run.isImported,
            isRecorded: run.isRecorded,
            isPartial: isPartial,
            returnedModels: returnedModels
        )
    }
}
