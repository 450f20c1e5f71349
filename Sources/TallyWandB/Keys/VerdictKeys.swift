package import TallyCore

/// What a gate or a comparison said of a run, as keys of its summary.
package enum VerdictKeys {
    /// The verdict, and for each rule its own with what was bounded; two rules on one metric share its name and differ
    /// by a number.
    package static func members(
        of candidate: GateReport.Candidate,
        baseline: String
    ) -> JSONObject {
        var members = JSONObject([
            ("gate/verdict", .string(candidate.verdict.rawValue)),
            ("gate/baseline", .string(baseline)),
            ("gate/cases", .number(candidate.cases.count)),
            ("gate/lost_cases", .number(candidate.lost.count)),
            ("gate/pending", .number(candidate.pending)),
        ])
        var met: [String: Int] = [:]
        for result in candidate.rules {
            let metric = result.rule.metric.name
            met[metric, default: 0] += 1
            let number = met[metric] ?? 1
            let key = "gate/\(metric)" + (number > 1 ? "_\(number)" : "")
            members[key] = .string(result.verdict.rawValue)
            members["\(key)/rule"] = .string(result.rule.text)
            members["\(key)/value"] = .optional(result.candidate)
            members["\(key)/low"] = .optional(result.estimate?.low)
            members["\(key)/high"] = .optional(result.estimate?.high)
        }
        return members
    }

    /// The paired differences from a baseline, each with its 95 % interval and p value.
    package static func members(
        of pair: Comparison.Pair,
        baseline: ComparedRun
    ) -> JSONObject {
        var members = JSONObject([
            ("compare/baseline", .string(baseline.name)),
            ("compare/baseline_run", .string(baseline.id)),
            ("compare/cases", .number(pair.cases.count)),
        ])
        for metric in pair.metrics {
            let key = "compare/\(metric.name)"
            members["\(key)/difference"] = .optional(metric.difference.value)
            members["\(key)/low"] = .optional(metric.difference.low)
            members["\(key)/high"] = .optional(metric.difference.high)
            members["\(key)/p"] = .optional(metric.p)
        }
        return members
    }
}
