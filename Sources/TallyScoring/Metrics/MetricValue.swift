package import TallyCore

/// A JSON value as the metrics' references, which are written in Python, see it.
///
/// Whole numbers and numbers with a fraction are kinds of their own (`10` and `10.0` are written differently), and a
/// ground truth may offer options.
package indirect enum MetricValue: Sendable {
    case null
    case bool(Bool)
    /// A whole number by its digits, which may be any number of them.
    case integer(String)
    case float(Double)
    case text(String)
    case list([MetricValue])
    case object([(key: String, value: MetricValue)])
    /// One of several right answers; in ground truths only, written `{"__tuple__": [...]}`.
    case options([MetricValue])

    private static let optionsKey = "__tuple__"

    /// Reads a value; `allowsOptions` only for ground truths.
    package init(_ json: JSONValue, allowsOptions: Bool) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .string(let text): self = .text(text)
        case .array(let elements):
            self = .list(elements.map { MetricValue($0, allowsOptions: allowsOptions) })
        case .number(let lexeme): self = Self.number(lexeme)
        case .object(let object):
            if allowsOptions, object.members.count == 1,
                let options = object[Self.optionsKey]?.array, !options.isEmpty
            {
                self = .options(options.map { MetricValue($0, allowsOptions: true) })
            } else {
                self = .object(
                    object.members.map {
                        ($0.key, MetricValue($0.value, allowsOptions: allowsOptions))
                    }
                )
            }
        }
    }

    private static func number(_ lexeme: String) -> MetricValue {
        let isWhole = lexeme.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D }
        guard isWhole else { return .float(Double(lexeme) ?? 0) }
        return .integer(lexeme == "-0" ? "0" : lexeme)
    }

    /// Holds options somewhere, which most metrics do not know.
    package var hasOptions: Bool {
        switch self {
        case .options: true
        case .list(let elements): elements.contains(where: \.hasOptions)
        case .object(let members): members.contains { $0.value.hasOptions }
        default: false
        }
    }

    /// Null, or empty text, list or object: what ANLS* takes for no answer.
    var isNone: Bool {
        switch self {
        case .null: true
        case .text(let text): text.isEmpty
        case .list(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        default: false
        }
    }

    /// What Python counts as false.
    var isFalsy: Bool {
        switch self {
        case .bool(let value): !value
        case .integer(let digits): digits == "0"
        case .float(let value): value == 0
        default: isNone
        }
    }

    /// A text, number or truth value as Python's `str` writes it; `nil` for the others.
    var pythonText: String? {
        switch self {
        case .bool(let value): value ? "True" : "False"
        case .integer(let digits): digits
        case .float(let value): PythonText.repr(value)
        case .text(let text): text
        default: nil
        }
    }

    /// A number's value, truth values included, as Python compares them.
    var number: Double? {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .integer(let digits): Double(digits)
        case .float(let value): value
        default: nil
        }
    }
}
