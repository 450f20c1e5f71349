internal import TallyCore

/// The form of exported rows.
package enum ExportFormat: String, Sendable, CaseIterable {
    /// RFC 4180 with a header.
    case csv
    /// One JSON object a line.
    case jsonl
}

/// One value of an exported row.
enum ExportCell: Hashable, Sendable {
    /// Text of whatever origin.
    case text(String)
    /// A number or a word of Tally's own, written as it is.
    case plain(String)
    case empty

    static func optional(_ text: String?) -> ExportCell { text.map { .text($0) } ?? .empty }
    static func optional(plain text: String?) -> ExportCell { text.map { .plain($0) } ?? .empty }

    /// A JSON value as a spreadsheet holds it: a string without its quotation marks, null as nothing.
    init(_ value: JSONValue?) {
        switch value {
        case nil, .null: self = .empty
        case .string(let text): self = .text(text)
        case .number(let lexeme): self = .plain(lexeme)
        case .bool(let bool): self = .plain(String(bool))
        case .array, .object: self = .text(value?.jsonText ?? "")
        }
    }
}
