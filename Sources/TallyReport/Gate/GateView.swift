package import TallyCore

/// A gate's report for a person.
package struct GateView: Sendable {
    /// Lost cases named before the list is cut.
    static let mostNamed = 10

    private let report: GateReport

    package init(_ report: GateReport) { self.report = report }

    package func text(width: Int, style: TextStyle = .plain) -> String {
        var lines: [String] = []
        for candidate in report.candidates {
            lines += candidateLines(candidate, width: width, style: style) + [""]
        }
        lines += TextWrap.lines(Self.verdict(report), width: width).map {
            style.apply(Self.look(report.verdict), to: $0)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func candidateLines(
        _ candidate: GateReport.Candidate,
        width: Int,
        style: TextStyle
    ) -> [String] {
        var lines = TextWrap.lines(Self.heading(candidate, report), width: width)
            .map { style.apply(.heading, to: $0) }
        for remark in candidate.remarks {
            let look: TextLook = remark.weight == .caution ? .caution : .faint
            let text = TerminalText.sanitize("! " + remark.text)
            lines += TextWrap.lines(text, width: width).map { style.apply(look, to: $0) }
        }
        for rule in candidate.rules {
            let verdict = rule.verdict.rawValue.padding(to: Self.verdictWidth)
            lines.append(
                style.apply(Self.look(rule.verdict), to: verdict)
                    + TerminalText.sanitize(RuleText(result: rule).title)
            )
            let indent = String(repeating: " ", count: Self.verdictWidth)
            lines += TextWrap.lines(RuleText(result: rule).reason, width: width - Self.verdictWidth)
                .map { indent + $0 }
        }
        lines += Self.lost(candidate).flatMap { TextWrap.lines($0, width: width) }
        return lines
    }

    private static let verdictWidth = 14

    static func heading(_ candidate: GateReport.Candidate, _ report: GateReport) -> String {
        var parts = [candidate.run.name + (candidate.run.isSimulated ? " (simulated)" : "")]
        if let baseline = candidate.baseline {
            let name = baseline.name == candidate.run.name ? report.baseline : baseline.name
            parts[0] += " against \(name)"
        }
        let cases = candidate.cases
        parts.append(
            "\(cases.count) cases" + (cases.choice == .prefix ? " (first of the order)" : "")
        )
        if cases.leftOut > 0 { parts.append("\(cases.leftOut) left out") }
        if cases.unscored > 0 { parts.append("\(cases.unscored) without a score") }
        if candidate.pending > 0 { parts.append("\(candidate.pending) trials pending") }
        return TerminalText.sanitize(parts.joined(separator: " · "))
    }

    private static func lost(_ candidate: GateReport.Candidate) -> [String] {
        guard !candidate.lost.isEmpty else { return [] }
        let named = candidate.lost.prefix(mostNamed).map { lost in
            lost.id + (lost.fields.isEmpty ? "" : " (\(lost.fields.joined(separator: ", ")))")
        }
        let rest = candidate.lost.count - named.count
        let tail = rest > 0 ? " and \(rest) more" : ""
        return [TerminalText.sanitize("lost: \(named.joined(separator: ", "))\(tail)")]
    }

    static func look(_ verdict: GateVerdict) -> TextLook {
        switch verdict {
        case .pass: .normal
        case .inconclusive: .caution
        case .fail: .failure
        }
    }

    /// The last line: the verdict, and what the exit code says.
    static func verdict(_ report: GateReport) -> String {
        let rules = report.candidates.flatMap(\.rules)
        func count(_ verdict: GateVerdict) -> Int { rules.count { $0.verdict == verdict } }
        var text =
            "\(report.verdict.rawValue): \(count(.pass)) passed, \(count(.fail)) failed, "
            + "\(count(.inconclusive)) inconclusive"
        if report.pending > 0 {
            text += "; \(report.pending) planned trials have no result: `tally resume`, then again"
        } else if report.verdict == .inconclusive, report.onInconclusive != .fail {
            text +=
                " (inconclusive is let through: on_inconclusive: \(report.onInconclusive.rawValue))"
        }
        if let prices = report.prices { text += ". Prices: \(prices)" }
        return text
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { DisplayWidth.pad(self, to: width) }
}
