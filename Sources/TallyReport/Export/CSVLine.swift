/// A line of a CSV file as RFC 4180 wants it.
enum CSVLine {
    static func text(_ cells: [ExportCell]) -> String {
        cells.map(text).joined(separator: ",") + "\r\n"
    }

    private static func text(_ cell: ExportCell) -> String {
        switch cell {
        case .empty: ""
        case .plain(let text): quoted(text)
        case .text(let text): quoted(harmless(text))
        }
    }

    /// A spreadsheet would take such a beginning for a formula and run it.
    private static func harmless(_ text: String) -> String {
        guard let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) else { return text }
        return "'" + text
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
