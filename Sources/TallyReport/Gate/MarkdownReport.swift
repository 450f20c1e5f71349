package import TallyCore

/// A gate's report as Markdown for a comment or a job's summary, within a number of bytes.
package struct MarkdownReport: Sendable {
    /// GitHub refuses comments of over 65,536 characters.
    package static let commentBytes = 60_000
    /// GitHub refuses job summaries of over 1 MiB.
    package static let summaryBytes = 900_000

    private let report: GateReport

    package init(_ report: GateReport) { self.report = report }

    /// As many lost cases as fit into `limit` bytes; what is left out is counted.
    package func text(limit: Int = commentBytes) -> String {
        var most = report.candidates.map(\.lost.count).max() ?? 0
        while most > 0 {
            let text = text(lost: most)
            if text.utf8.count <= limit { return text }
            most /= 2
        }
        let text = text(lost: 0)
        guard text.utf8.count > limit else { return text }
        // Only rules and names of absurd length come to this.
        return Self.cut(text, to: limit)
    }

    private func text(lost most: Int) -> String {
        var lines = ["## Tally gate: \(report.verdict.rawValue)", ""]
        lines.append(Self.inline(GateView.verdict(report)))
        for candidate in report.candidates {
            lines += ["", "### \(Self.inline(GateView.heading(candidate, report)))", ""]
            lines += candidate.remarks.map { "> \(Self.inline($0.text))" }
            if !candidate.remarks.isEmpty { lines.append("") }
            lines += ["| verdict | rule | seen |", "|---|---|---|"]
            lines += candidate.rules.map { rule in
                let text = RuleText(result: rule)
                return
                    "| \(Self.mark(rule.verdict)) | \(Self.inline(text.title)) | \(Self.inline(text.reason)) |"
            }
            lines += Self.lost(candidate, most)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lost(_ candidate: GateReport.Candidate, _ most: Int) -> [String] {
        guard !candidate.lost.isEmpty else { return [] }
        let count = candidate.lost.count
        guard most > 0 else { return ["", "\(count) lost cases (not listed)"] }
        var lines = ["", "<details><summary>\(count) lost cases</summary>", ""]
        lines += candidate.lost.prefix(most).map { lost in
            let fields = lost.fields.isEmpty ? "" : ": \(lost.fields.joined(separator: ", "))"
            return "- \(inline(lost.id + fields))"
        }
        if count > most { lines.append("- and \(count - most) more") }
        return lines + ["", "</details>"]
    }

    private static func mark(_ verdict: GateVerdict) -> String {
        switch verdict {
        case .pass: "✅ PASS"
        case .fail: "❌ FAIL"
        case .inconclusive: "⚠️ INCONCLUSIVE"
        }
    }

    /// Text of unknown origin as inert text on one line: no markup, links, mentions, HTML or table cells.
    static func inline(_ text: String) -> String {
        var result = ""
        for character in TerminalText.sanitize(text) {
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "|", "*", "_", "`", "[", "]", "\\", "~", "#", "!":
                result += "\\" + String(character)
            // A mention would notify somebody, a bare address would become a link.
            case "@": result += "@\u{200B}"
            case ":" where result.hasSuffix("http") || result.hasSuffix("https"):
                result += ":\u{200B}"
            default: result.append(character)
            }
        }
        return result
    }

    /// The head of a text within a number of bytes, cut between lines.
    private static func cut(_ text: String, to limit: Int) -> String {
        var kept = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard kept.utf8.count + line.utf8.count + 20 <= limit else { break }
            kept += line + "\n"
        }
        return kept + "(cut)\n"
    }
}
