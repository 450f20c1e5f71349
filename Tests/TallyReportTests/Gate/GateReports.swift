import TallyCore

/// Reports of gates for tests.
enum GateReports {
    static func report(
        _ rules: [RuleResult],
        lost: [LostCase] = [],
        name: String = "gpt-4o",
        leniency: GatePlan.Leniency = .fail,
        pending: Int = 0
    ) -> GateReport {
        let run = ComparedRun(
            id: "01R",
            name: name,
            experiment: "01E",
            isSimulated: false,
            isImported: false,
            isPartial: pending > 0,
            returnedModels: [:]
        )
        return GateReport(
            benchmark: "receipts",
            candidates: [
                GateReport.Candidate(
                    run: run,
                    baseline: run,
                    cases: PairedCases(choice: .all, count: 200, leftOut: 0),
                    rules: rules,
                    remarks: [],
                    lost: lost,
                    pending: pending
                )
            ],
            onInconclusive: leniency,
            baseline: "baseline.json",
            prices: nil
        )
    }

    static func rule(
        _ verdict: GateVerdict,
        _ metric: GateMetric = .documentExact,
        text: String = "non-inferior within 2pp"
    ) -> RuleResult {
        var result = RuleResult(
            rule: GateRule(metric: metric, condition: .nonInferior(margin: 0.02), text: text),
            verdict: verdict,
            reason: verdict == .inconclusive ? .undecided : .decided
        )
        (result.baseline, result.candidate) = (0.9, 0.89)
        result.estimate = Estimate(
            value: -0.01,
            low: -0.03,
            high: 0.01,
            n: 200,
            method: "tango-score"
        )
        result.alpha = 0.05
        result.power = 0.41
        if verdict == .inconclusive {
            result.more = RuleResult.Needed(atNoDifference: 587, atObserved: nil)
        }
        return result
    }
}
