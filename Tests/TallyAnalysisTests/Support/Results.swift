import TallyAnalysis
import TallyCore

/// Results of cases `r0`, `r1` and so on, in the seeded order.
enum Results {
    static func run(
        _ name: String,
        isSimulated: Bool = false,
        experiment: String = "01E"
    ) -> ComparedRun {
        ComparedRun(
            id: "01\(name.uppercased())",
            name: name,
            experiment: experiment,
            isSimulated: isSimulated,
            isImported: false,
            isPartial: false,
            returnedModels: [:]
        )
    }

    /// One case a score, right or wrong, with a cost and a time of its own.
    static func cases(
        _ exact: [Bool],
        cost: Double = 0.01,
        seconds: Double = 1
    ) -> [CaseResult] {
        exact.enumerated().map { index, isExact in
            var result = CaseResult(id: "r\(index)")
            result.place = index
            result.scored = 1
            result.exact = isExact ? 1 : 0
            result.accuracy = isExact ? 1 : 0.5
            result.fields = [isExact ? 1 : 0, 1]
            result.cost = cost * (1 + Double(index % 7) / 20)
            result.uncachedCost = result.cost
            result.cachedCost = result.cost.map { $0 / 2 }
            (result.inputTokens, result.outputTokens) = (100 + index % 5, 20)
            result.service = seconds * (1 + Double((index * 7) % 11) / 10 + Double(index) / 1000)
            return result
        }
    }

    /// So many cases, the last `wrong` of which are wrong.
    static func scores(_ count: Int, wrong: Int) -> [Bool] {
        (0..<count).map { $0 < count - wrong }
    }

    static func input(
        candidate: [CaseResult],
        baseline: [CaseResult],
        isSameExperiment: Bool = true,
        economics: Economics? = nil,
        pending: Int = 0
    ) -> GateInput {
        GateInput(
            run: run("new"),
            baseline: baseline.isEmpty ? nil : run("old"),
            candidateResults: candidate,
            baselineResults: baseline,
            cases: PairedCases(choice: .all, count: candidate.count, leftOut: 0),
            fields: ["total", "date"],
            economics: economics,
            isSameExperiment: isSameExperiment,
            remarks: [],
            pending: pending,
            seed: 1
        )
    }
}
