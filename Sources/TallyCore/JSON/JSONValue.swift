/// A JSON value that keeps what `Codable` loses: member order, number lexemes, null apart from absent.
package enum JSONValue: Hashable, Sendable {
    case object(JSONObject)
    case array([JSONValue])
    case string(String)
    /// A number exactly as it was written, so that `10` and `10.0` and `1e2` stay apart.
    case number(String)
    case bool(Bool)
    case null
}

extension JSONValue {
    /// The member of an object; `nil` when this is no object or lacks the key (a null member is `.null`).
    package subscript(key: String) -> JSONValue? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    package subscript(index: Int) -> JSONValue? {
        if case .array(let elements) = self, elements.indices.contains(index) {
            elements[index]
        } else {
            nil
        }
    }

    package var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    package var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    package var string: String? {
        if case .string(let string) = self { string } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    /// The number as an integer, when its lexeme is one that fits.
    package var integer: Int? {
        if case .number(let lexeme) = self { Int(lexeme) } else { nil }
    }

    /// The number as a double; `nil` when it is no number or not finite.
    package var double: Double? {
        guard case .number(let lexeme) = self, let value = Double(lexeme), value.isFinite else {
            return nil
        }
        return value
    }

    package var isNull: Bool { if case .null = self { true } else { false } }

    /// What a message calls this value: "a string", "null" ...
    package var kind: String {
        switch self {
        case .object: "an object"
        case .array: "a list"
        case .string: "a string"
        case .number: "a number"
        case .bool: "a boolean"
        case .null: "null"
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .number(String(value)) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(nilLiteral: ()) { self = .null }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements))
    }
}

extension JSONValue {
    package static func number(_ value: Int) -> JSONValue { .number(String(value)) }

    /// A finite double by its shortest lexeme; null when it is not finite.
    package static func number(_ value: Double) -> JSONValue {
        guard value.isFinite else { return .null }
        if value.magnitude < 1e15, Double(Int(value)) == value {
            return .number(String(Int(value)))
        }
        return .number(String(value))
    }

    package static func optional(_ value: String?) -> JSONValue {
        value.map { .string($0) } ?? .null
    }
    package static func optional(_ value: Double?) -> JSONValue {
        value.map { .number($0) } ?? .null
    }
    package static func optional(_ value: Int?) -> JSONValue { value.map { .number($0) } ?? .null }
}
