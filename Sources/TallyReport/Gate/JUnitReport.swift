package import TallyCore

/// A gate's report as JUnit XML: a suite for each run, a test case for each rule.
///
/// The form is that of Ant's junit task, which Jenkins, GitLab and GitHub's reporters read. INCONCLUSIVE is an error, and
/// where it is let through, skipped.
package struct JUnitReport: Sendable {
    /// Lost cases listed with a rule.
    static let mostLost = 50

    private let report: GateReport

    package init(_ report: GateReport) { self.report = report }

    package var text: String {
        let suites = report.candidates.map(suite)
        let tests = report.candidates.reduce(0) { $0 + $1.rules.count }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="\(XMLText.escape("tally gate \(report.benchmark)"))" tests="\(tests)" \
            failures="\(count(.fail))" errors="\(errors)">
            \(suites.joined(separator: "\n"))
            </testsuites>

            """
    }

    private func count(_ verdict: GateVerdict) -> Int {
        report.candidates.flatMap(\.rules).count { $0.verdict == verdict }
    }

    private var isLetThrough: Bool { report.onInconclusive != .fail }
    private var errors: Int { isLetThrough ? 0 : count(.inconclusive) }

    private func suite(_ candidate: GateReport.Candidate) -> String {
        let rules = candidate.rules
        let failures = rules.count { $0.verdict == .fail }
        let open = rules.count { $0.verdict == .inconclusive }
        let name = XMLText.escape(
            candidate.run.name + (candidate.run.isSimulated ? " (simulated)" : "")
        )
        return """
            <testsuite name="\(name)" tests="\(rules.count)" failures="\(failures)" \
            errors="\(isLetThrough ? 0 : open)" skipped="\(isLetThrough ? open : 0)">
            \(rules.map { test($0, candidate) }.joined(separator: "\n"))
            </testsuite>
            """
    }

    private func test(_ result: RuleResult, _ candidate: GateReport.Candidate) -> String {
        let text = RuleText(result: result)
        let name = XMLText.escape(text.title)
        let suite = XMLText.escape("\(report.benchmark).\(candidate.run.name)")
        let head = "<testcase classname=\"\(suite)\" name=\"\(name)\">"
        let reason = XMLText.escape(text.reason)
        switch result.verdict {
        case .pass: return "\(head)<system-out>\(reason)</system-out></testcase>"
        case .fail:
            let details = XMLText.escape(Self.details(result, candidate))
            return
                "\(head)<failure message=\"\(reason)\" type=\"FAIL\">\(details)</failure></testcase>"
        case .inconclusive where isLetThrough:
            return "\(head)<skipped message=\"\(reason)\"/></testcase>"
        case .inconclusive:
            return "\(head)<error message=\"\(reason)\" type=\"INCONCLUSIVE\"/></testcase>"
        }
    }

    /// Which cases were lost, for rules that lost cases are behind.
    private static func details(
        _ result: RuleResult,
        _ candidate: GateReport.Candidate
    ) -> String {
        guard result.rule.metric.kind == .share || result.rule.metric == .lostCases else {
            return ""
        }
        var lines = candidate.lost.prefix(mostLost).map { lost in
            "lost \(lost.id)"
                + (lost.fields.isEmpty ? "" : ": \(lost.fields.joined(separator: ", "))")
        }
        if candidate.lost.count > mostLost {
            lines.append("and \(candidate.lost.count - mostLost) more")
        }
        return lines.joined(separator: "\n")
    }
}
