internal import TallyAnalysis
internal import TallyConfiguration
package import TallyCore
package import TallyStore

/// Holds stored runs to the rules of a gate; it reads only.
package struct Gates: Sendable {
    /// What a person may say beside the gate's file.
    package struct Options: Sendable {
        /// The benchmark or gate file; `nil` takes the benchmark of the candidate.
        package var file: String?
        /// A run or an experiment; `nil` takes the newest of the gate's benchmark.
        package var candidate: String?
        /// A file, a run, `previous`; `nil` takes the gate's.
        package var baseline: String?
        package var onInconclusive: GatePlan.Leniency?
        package var seed: UInt64 = 1

        package init() {}
    }

    let selector: RunSelector
    var store: Store { selector.store }

    package init(store: Store) { selector = RunSelector(store: store) }

    package func judge(_ options: Options) throws -> GateReport {
        let named = try options.file.map { try GateLoader().load($0) }
        let candidates = try GateCandidates(selector: selector).find(options, named)
        let found = try named ?? gate(of: candidates.experiment)
        var plan = found.plan
        plan.onInconclusive = options.onInconclusive ?? plan.onInconclusive
        let runs = try candidates.runs(for: plan)
        let reference = try GateReference.find(
            options.baseline,
            found,
            experiment: candidates.experiment,
            selector: selector
        )
        if reference == nil, let rule = plan.rules.first(where: \.isPaired) {
            throw HarnessError(
                .incomparable,
                "no baseline for \(rule.metric.name): \(rule.text); save one with `tally baseline save "
                    + "\(candidates.experiment.name) --out FILE` and name it in the gate's `baseline`"
            )
        }
        return try report(on: runs, of: candidates.experiment, plan, reference, options)
    }

    private func report(
        on runs: [RunRecord],
        of experiment: ExperimentRecord,
        _ plan: GatePlan,
        _ reference: GateReference?,
        _ options: Options
    ) throws -> GateReport {
        let prices = reference?.prices(beside: experiment) ?? ComparedPrices([experiment])
        let economics = Comparisons.economics([experiment], Comparisons.Options())
        let judge = GateJudge(plan: plan)
        var judged: [GateReport.Candidate] = []
        for run in runs {
            let chosen = RunSelector.Chosen(experiment: experiment, run: run)
            let side = try ComparisonSide(
                chosen,
                from: store,
                pricedBy: prices.basis,
                flag: economics?.flag
            )
            guard let reference else {
                judged.append(try judge.judge(side.input(against: nil, economics, options.seed)))
                continue
            }
            guard
                let baseline = try reference.side(
                    for: run,
                    from: store,
                    pricedBy: prices.basis,
                    flag: economics?.flag
                )
            else { continue }
            var input = try side.input(against: baseline, economics, options.seed)
            if let drift = reference.drift(of: run.name) { input.remarks.append(drift) }
            judged.append(judge.judge(input))
        }
        guard !judged.isEmpty else {
            throw HarnessError(
                .incomparable,
                "no run of \(experiment.name) has a counterpart in \(reference?.name ?? "the baseline"): "
                    + runs.map(\.name).joined(separator: ", ")
            )
        }
        return GateReport(
            benchmark: experiment.name,
            candidates: judged,
            onInconclusive: plan.onInconclusive,
            baseline: reference?.name ?? "none",
            prices: plan.rules.contains { $0.metric.kind == .dollars } ? prices.name : nil
        )
    }

    /// The gate of the benchmark file that an experiment was run from.
    private func gate(of experiment: ExperimentRecord) throws -> GateLoader.Found {
        guard let file = experiment.configuration["file"]?.string, !file.isEmpty else {
            throw HarnessError(
                .usage,
                "experiment \(experiment.ulid) has no benchmark file; name a gate's file: `tally gate FILE`"
            )
        }
        return try GateLoader().load(file)
    }
}

extension ComparisonSide {
    /// What a gate judges; without a baseline all cases, else those that both have.
    func input(
        against baseline: ComparisonSide?,
        _ economics: Economics?,
        _ seed: UInt64
    ) throws -> GateInput {
        guard let baseline else { return alone(economics, seed) }
        let differences = RunDifferences(baseline: baseline, candidate: self)
        // A rule on times says by itself when the runs did not run side by side.
        let remarks = differences.ofScores
        if let refusal = remarks.first(where: { $0.weight == .refusal }) {
            throw HarnessError(.incomparable, refusal.text)
        }
        guard baseline.run.isSimulated == run.isSimulated else {
            let (one, other) = run.isSimulated ? (run, baseline.run) : (baseline.run, run)
            throw HarnessError(
                .incomparable,
                "\(one.name) is simulated and \(other.name) is not: a gate on the two would say nothing of a model"
            )
        }
        let pairing = Pairing([baseline.pairing, self.pairing], keeping: differences.isComparable)
        guard pairing.cases.count > 0 else {
            throw HarnessError(
                .incomparable,
                "\(run.name) and its baseline have no case in common that can be compared"
            )
        }
        return GateInput(
            run: run,
            baseline: baseline.run,
            candidateResults: pairing.columns[1],
            baselineResults: pairing.columns[0],
            cases: pairing.cases,
            fields: fields,
            economics: economics,
            isSameExperiment: baseline.run.experiment == run.experiment,
            remarks: remarks,
            pending: pending,
            seed: seed
        )
    }

    private func alone(_ economics: Economics?, _ seed: UInt64) -> GateInput {
        let pairing = Pairing([self.pairing])
        return GateInput(
            run: run,
            baseline: nil,
            candidateResults: pairing.columns[0],
            baselineResults: [],
            cases: pairing.cases,
            fields: fields,
            economics: economics,
            isSameExperiment: true,
            remarks: [],
            pending: pending,
            seed: seed
        )
    }
}
