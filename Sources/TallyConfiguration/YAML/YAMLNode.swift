/// A YAML value and the line it was read from.
struct YAMLNode: Sendable {
    struct Scalar: Hashable, Sendable {
        var text: String
        /// Written without quotation marks and not as a block: may be a number, a boolean or null.
        var isPlain: Bool
    }

    struct Member: Sendable {
        var key: String
        var line: Int
        var value: YAMLNode
    }

    enum Content: Sendable {
        case scalar(Scalar)
        case list([YAMLNode])
        case map([Member])
    }

    var content: Content
    /// Counted from 1.
    var line: Int
}

extension YAMLNode.Scalar {
    enum Kind: Hashable, Sendable {
        case text, number, bool, null
        /// Nothing was written after the colon.
        case nothing
    }

    /// What the scalar stands for: the core schema of YAML 1.2, so `yes` and `no` are text.
    var kind: Kind {
        guard isPlain else { return .text }
        switch text {
        case "": return .nothing
        case "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE", "false", "False", "FALSE": return .bool
        default: return ExactDecimal(text) == nil ? .text : .number
        }
    }
}

extension YAMLNode {
    /// What a message calls this value.
    var found: String {
        switch content {
        case .list: return "a list"
        case .map: return "a map"
        case .scalar(let scalar):
            switch scalar.kind {
            case .nothing: return "nothing"
            case .null: return "null"
            case .bool: return scalar.text
            case .number: return "the number \(printable(String(scalar.text.prefix(40))))"
            case .text: return "the text \(quoted(scalar.text))"
            }
        }
    }

    /// Null was written out; leaving the value away is a mistake instead.
    var isNull: Bool {
        if case .scalar(let scalar) = content { scalar.kind == .null } else { false }
    }
}
