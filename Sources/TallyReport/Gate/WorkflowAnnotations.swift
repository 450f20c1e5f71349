package import TallyCore

/// A gate's report as workflow commands of GitHub Actions: at most ten annotations, the worst first.
///
/// GitHub shows ten of a kind and step. A command is a line that begins with `::`; line breaks and per cent signs of
/// texts are encoded, so that no text can begin one of its own.
package struct WorkflowAnnotations: Sendable {
    static let most = 10

    private let report: GateReport

    package init(_ report: GateReport) { self.report = report }

    package var text: String {
        let found = report.candidates.flatMap { candidate in
            candidate.rules.filter { $0.verdict != .pass }.map { (candidate.run.name, $0) }
        }
        let failed = found.filter { $0.1.verdict == .fail }
        let open = found.filter { $0.1.verdict == .inconclusive }
        let all = failed + open
        // The last place tells what there was no place for.
        let shown = all.count > Self.most ? Array(all.prefix(Self.most - 1)) : all
        var lines = shown.map { line(for: $0.1, of: $0.0) }
        if shown.count < all.count {
            let rest = all.count - shown.count
            lines.append("::warning title=tally gate::and \(rest) more rules that did not pass")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func line(for result: RuleResult, of run: String) -> String {
        let text = RuleText(result: result)
        let isOpen = result.verdict == .inconclusive
        let kind = isOpen && report.onInconclusive != .fail ? "warning" : "error"
        let title = Self.property("\(result.verdict.rawValue) \(run) \(text.title)")
        return "::\(kind) title=\(title)::\(Self.data(text.reason))"
    }

    /// As the runner's own toolkit encodes data: `%`, carriage return, line feed.
    static func data(_ text: String) -> String {
        TerminalText.sanitize(text).replacing("%", with: "%25")
    }

    /// As it encodes properties: those, `:` and `,`.
    static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
