internal import TallyAnalysis
package import TallyCore
package import TallyStore

/// Studies cascades on stored runs; it reads only.
package struct CascadeDesk: Sendable {
    /// What is asked of it besides the two runs.
    package struct Options: Sendable {
        /// The experiment whose runs the names mean; `nil` for the newest of each name.
        package var experiment: String?
        /// A second cheap run, whose answers are compared with the first's.
        package var voter: String?
        package var policies = CascadePolicy.allCases
        /// `nil`: as right as the strong run, at the least cost.
        package var goal: CascadeReport.Goal?
        package var folds = 5
        package var seed: UInt64 = 1
        /// Cases of a run to come, whose figures are to be foretold.
        package var predicting: Int?

        package init() {}
    }

    /// A run with its experiment.
    package struct Subject: Sendable {
        package var experiment: ExperimentRecord
        package var run: RunRecord
        var variant: Variant?
    }

    /// A report with the runs that it rests on.
    package struct Finding: Sendable {
        package var report: CascadeReport
        package var cheap: Subject
        package var strong: Subject
        package var voter: Subject?
    }

    private let store: Store

    package init(store: Store) { self.store = store }

    package func study(
        cheap: String,
        strong: String,
        options: Options
    ) throws -> Finding {
        let first = try subject(cheap, options)
        let second = try subject(strong, options)
        let voter = try options.voter.map { try subject($0, options) }
        try check(first, second, voter)
        guard
            let task = first.experiment.task(of: first.run).flatMap(
                ExtractionTask.init(configuration:)
            )
        else {
            throw HarnessError(.failed, "run \(first.run.ulid) cannot be read back")
        }
        var pairing = CascadePairing(task: task, comparing: voter != nil)
        try store.forEachAnswer(of: first.run) { pairing.add($0, from: .cheap) }
        try store.forEachAnswer(of: second.run) { pairing.add($0, from: .strong) }
        if let voter { try store.forEachAnswer(of: voter.run) { pairing.add($0, from: .voter) } }
        let (cases, leftOut) = pairing.cases()
        guard !cases.isEmpty else {
            throw HarnessError(
                .incomparable,
                "\(first.run.name) and \(second.run.name) have no case in common that both were scored on"
            )
        }
        let study = CascadeStudy(
            cases,
            goal: options.goal,
            folds: options.folds,
            seed: options.seed
        )
        try Self.check(options.goal, isPriced: study.isPriced)
        var report = CascadeReport(
            dataset: first.experiment.dataset,
            goal: options.goal ?? .cheapest(accuracy: 1),
            cheap: Self.run(first),
            strong: Self.run(second),
            voter: voter.map(Self.run),
            cases: cases.count,
            leftOut: leftOut,
            folds: options.folds,
            seed: options.seed
        )
        study.fill(&report, policies: options.policies, predicting: options.predicting)
        return Finding(report: report, cheap: first, strong: second, voter: voter)
    }

    private static func run(_ subject: Subject) -> CascadeReport.Run {
        CascadeReport.Run(
            name: subject.run.name,
            id: subject.run.ulid,
            isSimulated: subject.run.isSimulated,
            isImported: subject.run.isImported
        )
    }

    /// The run that a selector names; an experiment stands for its only run.
    private func subject(_ selector: String, _ options: Options) throws -> Subject {
        let finder = RunSelector(store: store)
        if let experiment = options.experiment {
            let found = try finder.find(experiment).experiment
            let runs = try store.runs(of: found.id)
            guard
                let run = runs.first(where: {
                    $0.name == selector || $0.ulid.hasPrefix(selector.uppercased())
                })
            else {
                throw HarnessError(
                    .usage,
                    "no run \"\(selector)\" in experiment \(found.ulid); it has "
                        + runs.map(\.name).joined(separator: ", ")
                )
            }
            return Subject(experiment: found, run: run, variant: found.variant(of: run))
        }
        let match = try finder.find(selector)
        let runs = try match.run.map { [$0] } ?? store.runs(of: match.experiment.id)
        guard runs.count == 1 else {
            throw HarnessError(
                .usage,
                "\"\(selector)\" is an experiment of \(runs.count) runs; name one of them: "
                    + runs.map(\.name).joined(separator: ", ")
            )
        }
        return Subject(
            experiment: match.experiment,
            run: runs[0],
            variant: match.experiment.variant(of: runs[0])
        )
    }

    private func check(_ cheap: Subject, _ strong: Subject, _ voter: Subject?) throws(HarnessError)
    {
        for (subject, role) in [(cheap, "CHEAP"), (strong, "STRONG"), (voter ?? cheap, "--with")]
        where subject.variant?.cascade != nil {
            throw HarnessError(
                .usage,
                "\(role): \(subject.run.name) is a cascade itself; name runs that asked one profile"
            )
        }
        let others = [strong] + [voter].compactMap { $0 }
        for other in others {
            guard other.run.id != cheap.run.id else {
                throw HarnessError(
                    .usage,
                    "\(cheap.run.name) is named twice; a cascade needs two runs"
                )
            }
            guard other.experiment.dataset.digest == cheap.experiment.dataset.digest else {
                throw HarnessError(
                    .incomparable,
                    "\(cheap.run.name) and \(other.run.name) ran on different data "
                        + "(\(Self.name(cheap)), \(Self.name(other)))"
                )
            }
            guard other.run.scorerDigest == cheap.run.scorerDigest else {
                throw HarnessError(
                    .incomparable,
                    "\(cheap.run.name) and \(other.run.name) were scored by different rules; "
                        + "`tally rescore` both by one benchmark file"
                )
            }
        }
    }

    private static func name(_ subject: Subject) -> String {
        let dataset = subject.experiment.dataset
        return "\(dataset.name) \(dataset.version) \(dataset.digest.prefix(15))"
    }

    private static func check(
        _ goal: CascadeReport.Goal?,
        isPriced: Bool
    ) throws(HarnessError) {
        guard !isPriced else { return }
        let option: String
        switch goal {
        case .leastCost: option = "--error-cost"
        case .mostAccurate: option = "--budget"
        case .cheapest, nil: return
        }
        throw HarnessError(
            .usage,
            "\(option) needs the price of every attempt, and one is unknown; give --accuracy instead"
        )
    }
}
