internal import TallyCore

/// What a reader must know of a report's runs before the numbers.
struct ReportRemarks {
    /// Below it an interval of a share is wider than 20 points.
    private static let fewCases = 100
    private static let tolerableFailures = 0.05

    let report: EvaluationReport
    private var runs: [RunSummary] { report.runs.map(\.summary) }

    /// The gravest first.
    var all: [Remark] {
        let all = [
            named(
                .caution,
                "simulated: no model answered, and the numbers say nothing of one",
                \.isSimulated
            ),
            named(
                .caution,
                "partial: planned documents have no result yet",
                { $0.state == .partial }
            ),
            few, failures(.caution), unpriced,
            named(.caution, "imported: made elsewhere; cost and times are as stated", \.isImported),
            named(.caution, "rescored by another task than the run’s own", \.isRescored),
            retired,
            named(
                .note,
                "recorded: answers, cost and times are those of the recording",
                \.isRecorded
            ),
            failures(.note),
        ]
        return all.compactMap(\.self) + stops
    }

    private func named(
        _ weight: Remark.Weight,
        _ words: String,
        _ isMeant: (RunSummary) -> Bool
    ) -> Remark? {
        let names = runs.filter(isMeant).map(\.name)
        return names.isEmpty ? nil : Remark(weight, "\(names.joined(separator: ", ")): \(words)")
    }

    private var few: Remark? {
        let least = runs.compactMap { $0.documentExact?.n }.min()
        guard let least, least < Self.fewCases else { return nil }
        return Remark(.caution, "only \(least) documents were scored: the intervals are wide")
    }

    private func failures(_ weight: Remark.Weight) -> Remark? {
        let failing = runs.filter { run in
            let finished = run.trials.planned - run.trials.pending
            let isMany = Double(run.trials.failed) > Self.tolerableFailures * Double(finished)
            return run.trials.failed > 0 && isMany == (weight == .caution)
        }
        guard !failing.isEmpty else { return nil }
        let list = failing.map { "\($0.name) \($0.trials.failed) of \($0.trials.planned)" }
        return Remark(
            weight,
            "trials that the infrastructure failed are in no score: \(list.joined(separator: ", "))"
        )
    }

    private var unpriced: Remark? {
        named(.caution, "the price of some requests is unknown, so they are in no choice by cost") {
            $0.cost.unpriced > 0
        }
    }

    private var retired: Remark? {
        let retired = report.runs.compactMap { run in
            run.retired.map { "\(run.summary.name) (\($0))" }
        }
        guard !retired.isEmpty else { return nil }
        return Remark(
            .caution,
            "retired by its provider, and not to be chosen: \(retired.joined(separator: ", "))"
        )
    }

    private var stops: [Remark] {
        runs.compactMap { run in
            run.stopReason.map { Remark(.caution, "\(run.name) stopped: \($0)") }
        }
    }
}
