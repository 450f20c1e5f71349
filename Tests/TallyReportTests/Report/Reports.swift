import TallyCore

/// A report of made-up runs, so that rendered output can be written down.
enum Reports {
    static func report(
        accuracy: (Double, Double, Double) = (0.12, 0.06, 0.18),
        error: Double? = nil,
        areSimulated: Bool = false,
        strongName: String = "gpt-4o"
    ) -> EvaluationReport {
        var cheap = Sample.run("phi-3-mini", exact: (0.78, 0.72, 0.83), isSimulated: areSimulated)
        var strong = Sample.strong
        strong.name = strongName
        strong.isSimulated = areSimulated
        if let error {
            cheap.cost.expected = inAll(0.0004 + error * 0.22)
            strong.cost.expected = inAll(0.0091 + error * 0.1)
        }
        cheap.fields = [field("total", right: 150, wrong: 49), field("date", right: 190, wrong: 9)]
        var kinds = ErrorKinds()
        for _ in 0..<7 { kinds.add(.digitSwap, in: "total") }
        kinds.add(.missing, in: "date")
        cheap.errorKinds = kinds
        var report = EvaluationReport(experiments: [experiment([cheap, strong])])
        report.economics = error.map { Economics(error: $0, volume: 50_000) }
        report.comparison = comparison(accuracy, strongName)
        let options = [
            ErrorCostChoice.Option(
                run: 0,
                name: "phi-3-mini",
                isSimulated: areSimulated,
                cost: 0.0004,
                accuracy: 0.78
            ),
            ErrorCostChoice.Option(
                run: 1,
                name: strongName,
                isSimulated: areSimulated,
                cost: 0.0091,
                accuracy: 0.9
            ),
        ]
        report.choice.options = options
        report.choice.steps = [
            ErrorCostChoice.Step(option: options[0], from: 0),
            ErrorCostChoice.Step(option: options[1], from: 0.0725),
        ]
        report.choice.steps[1].gain = ErrorCostChoice.Gain(
            accuracy: share("document_exact", accuracy),
            cost: nil,
            flips: Comparison.Flips(
                lost: ["r2"],
                gained: ["r1", "r3"],
                midP: 0.002,
                exactP: 0.003
            ),
            cases: 199
        )
        report.differences = [
            ReportedDifference(key: "profile.model", values: ["phi-3-mini", strongName]),
            ReportedDifference(key: "profile.parameters.seed", values: [nil, "7"]),
        ]
        report.cases = cases(strongName)
        return report
    }

    private static func inAll(_ dollars: Double) -> Estimate {
        Sample.estimate((dollars, dollars * 0.9, dollars * 1.1), "t")
    }

    private static func experiment(_ runs: [RunSummary]) -> ReportedExperiment {
        let record = ExperimentRecord(
            id: 1,
            ulid: "01JD8Z5W3QK7M4N2P6R8T0V1X3",
            key: "",
            name: "receipts",
            state: "complete",
            dataset: Sample.dataset,
            configuration: ["seed": "1"],
            provenance: [
                "tally": "0.1.0", "system": "Linux",
                "git": ["commit": "0123456789abcdef", "dirty": true],
            ],
            created: Moment(milliseconds: 1_790_000_000_000)
        )
        var experiment = ReportedExperiment(
            record,
            runs: runs.map { ReportedRun($0, started: record.created) }
        )
        for (index, scale) in [1.0, 2.5].enumerated() {
            experiment.runs[index].latency = [0.4, 0.6, 0.9, 1.4].enumerated().map {
                place,
                seconds in
                ReportedRun.CurvePoint(seconds: seconds * scale, share: Double(place + 1) / 4)
            }
            experiment.runs[index].buckets = [
                .init(name: "input", tokens: 100_000, dollars: 0.02 * scale),
                .init(name: "output", tokens: 30_000, dollars: 0.06 * scale),
            ]
            experiment.runs[index].uncached = 0.0005 * scale
            experiment.runs[index].cached = 0.0002 * scale
            experiment.runs[index].reviews = ["none": .init(flagged: 0, missed: 0.1 * scale)]
        }
        return experiment
    }

    private static func field(_ name: String, right: Int, wrong: Int) -> RunSummary.Field {
        RunSummary.Field(name: name, counts: [.correct: right, .wrong: wrong])
    }

    private static func share(
        _ name: String,
        _ sides: (Double, Double, Double)
    ) -> PairedMetric {
        PairedMetric(
            name: name,
            unit: .share,
            baseline: 0.78,
            candidate: 0.78 + sides.0,
            difference: Sample.estimate(sides, "tango"),
            p: 0.002
        )
    }

    private static func comparison(
        _ accuracy: (Double, Double, Double),
        _ strongName: String
    ) -> Comparison {
        func run(_ name: String) -> ComparedRun {
            ComparedRun(
                id: name,
                name: name,
                experiment: "01JD8Z5W3QK7M4N2P6R8T0V1X3",
                isSimulated: false,
                isImported: false,
                isPartial: false,
                returnedModels: [:]
            )
        }
        var pair = Comparison.Pair(
            candidate: run(strongName),
            cases: PairedCases(choice: .all, count: 200, leftOut: 0, unscored: 1),
            ids: [],
            remarks: [Remark(.note, "the prompts differ")]
        )
        pair.metrics = [share("document_exact", accuracy)]
        pair.fields = [share("total", (0.2, 0.12, 0.28)), share("date", (-0.01, -0.04, 0.02))]
        return Comparison(
            baseline: run("phi-3-mini"),
            pairs: [pair],
            prices: "stored with the run",
            seed: 1
        )
    }

    private static func cases(_ strongName: String) -> ReportedCases {
        var cases = ReportedCases()
        cases.runs = ["phi-3-mini", strongName]
        cases.fields = ["total", "date"]
        var item = ReportedCase(
            id: "r1</script><b>",
            tags: ["blurred"],
            expected: JSONObject([("total", "12.34")]),
            runs: 2
        )
        item.text = "SHOP\n</script><script>alert(1)</script>\nTOTAL 12.34"
        item.answers[0] = answer("=12.43", .wrong, exact: 0)
        item.answers[1] = answer("12.34", .correct, exact: 1)
        cases.list = [item]
        return cases
    }

    private static func answer(
        _ total: String,
        _ outcome: FieldOutcome,
        exact: Double
    ) -> ReportedCase.Answer {
        var answer = ReportedCase.Answer(outcome: .answered)
        answer.output = JSONObject([("total", .string(total))])
        answer.exact = exact
        answer.fields = [FieldScore(name: "total", outcome: outcome, isRawEqual: exact == 1)]
        if exact < 1 { answer.faults = ["total": [.digitSwap]] }
        return answer
    }
}
