package import TallyCore

/// The document `tally.gate/1`: a gate's report for other programs (docs/tally.gate.schema.json).
package struct GateDocument: Sendable {
    package static let schema = "tally.gate/1"

    private let report: GateReport

    package init(_ report: GateReport) { self.report = report }

    package var json: JSONValue {
        [
            "schema": .string(Self.schema), "benchmark": .string(report.benchmark),
            "verdict": .string(report.verdict.rawValue),
            "exit_code": .number(Int(report.exitCode)),
            "on_inconclusive": .string(report.onInconclusive.rawValue),
            "baseline": .string(report.baseline), "prices": .optional(report.prices),
            "candidates": .array(report.candidates.map(Self.candidate)),
        ]
    }

    private static func candidate(_ candidate: GateReport.Candidate) -> JSONValue {
        [
            "run": EstimateJSON.run(candidate.run),
            "baseline": candidate.baseline.map(EstimateJSON.run) ?? .null,
            "verdict": .string(candidate.verdict.rawValue),
            "cases": EstimateJSON.cases(candidate.cases),
            "pending": .number(candidate.pending),
            "remarks": EstimateJSON.remarks(candidate.remarks),
            "rules": .array(candidate.rules.map(rule)),
            "lost": .array(
                candidate.lost.map { lost in
                    [
                        "case": .string(lost.id),
                        "fields": .array(lost.fields.map { .string($0) }),
                    ]
                }
            ),
        ]
    }

    private static func rule(_ result: RuleResult) -> JSONValue {
        [
            "metric": .string(result.rule.metric.name), "rule": .string(result.rule.text),
            "verdict": .string(result.verdict.rawValue),
            "reason": .string(RuleText(result: result).reason),
            "baseline": .optional(result.baseline), "candidate": .optional(result.candidate),
            "estimate": EstimateJSON.object(result.estimate), "alpha": .optional(result.alpha),
            "power": .optional(result.power), "look": .optional(result.look),
            "more_cases": result.more.map { more in
                [
                    "at_no_difference": .optional(more.atNoDifference),
                    "at_observed": .optional(more.atObserved),
                ]
            } ?? .null,
        ]
    }
}
