import TallyCore
import TallyRules

/// Reads a short receipt, one string a line.
func read(_ lines: String...) -> JSONObject {
    RulesParser().parse(lines.joined(separator: "\n"))
}

/// The head, the items and the sums around the lines a test is about.
func receipt(head: [String] = ["Corner Shop", "12/04/2026 10:15"], _ lines: String...) -> JSONObject
{
    RulesParser().parse((head + lines).joined(separator: "\n"))
}

extension JSONObject {
    /// A number as it was written.
    func lexeme(_ key: String) -> String? {
        if case .number(let lexeme)? = self[key] { lexeme } else { nil }
    }

    func string(_ key: String) -> String? { self[key]?.string }

    var items: [JSONValue] { self["line_items"]?.array ?? [] }
}
