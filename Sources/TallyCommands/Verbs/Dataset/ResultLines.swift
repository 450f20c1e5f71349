internal import TallyReport

/// Lines of a result as a person reads them: wrapped between words, and commands whole so that they can be pasted.
struct ResultLines {
    /// Begins a line that holds a command.
    static let next = "next: "

    private let lines: [String]

    init(_ lines: [String]) { self.lines = lines }

    func text(width: Int) -> String {
        lines.map(TerminalText.sanitize).flatMap { wrapped($0, width) }
            .map { $0 + "\n" }.joined()
    }

    /// The rest of a wrapped line is set in by two columns more than its beginning.
    private func wrapped(_ line: String, _ width: Int) -> [String] {
        if line.hasPrefix(Self.next) || DisplayWidth.of(line) <= width { return [line] }
        let indent = String(line.prefix { $0 == " " })
        let parts = TextWrap.lines(line, width: max(20, width - indent.count - 2))
        return parts.enumerated().map { index, part in
            indent + (index == 0 ? "" : "  ") + part
        }
    }
}
