internal import TallyCore

/// Reads members of a record by type and notes those of another type.
///
/// An absent member and a null one both read as `nil`, without a note.
struct FieldChecks {
    /// A problem without its file and line.
    struct Note {
        var keyPath: String
        var found: String
        var expected: String?
        var suggestion: String?
    }

    private(set) var notes: [Note] = []

    mutating func note(
        _ keyPath: String,
        _ found: String,
        expected: String? = nil,
        suggestion: String? = nil
    ) {
        notes.append(
            Note(keyPath: keyPath, found: found, expected: expected, suggestion: suggestion)
        )
    }

    /// `a string "12,50"`, `a number 12`, `a list`.
    static func naming(_ value: JSONValue) -> String {
        switch value {
        case .string(let string): "a string " + quoted(string)
        case .number(let lexeme): "a number " + lexeme.prefix(40)
        case .bool(let bool): "a boolean \(bool)"
        case .array, .object, .null: value.kind
        }
    }

    static func quoted(_ text: String) -> String {
        text.count > 40 ? "\"\(text.prefix(40))...\"" : "\"\(text)\""
    }

    mutating func refuseUnknown(_ object: JSONObject, known: [String], path: String = "") {
        for key in object.keys where !known.contains(key) {
            let suggestion = NearMiss.suggestion(for: key, among: known)
            note(path + String(key.prefix(60)), "an unknown key", suggestion: suggestion)
        }
    }

    // MARK: Members

    mutating func text(_ object: JSONObject, _ key: String, path: String = "") -> String? {
        guard let value = present(object, key) else { return nil }
        if case .string(let string) = value { return string }
        note(path + key, Self.naming(value), expected: "a string")
        return nil
    }

    mutating func object(_ object: JSONObject, _ key: String, path: String = "") -> JSONObject? {
        guard let value = present(object, key) else { return nil }
        if case .object(let object) = value { return object }
        note(path + key, Self.naming(value), expected: "an object")
        return nil
    }

    mutating func flag(_ object: JSONObject, _ key: String, path: String = "") -> Bool {
        guard let value = present(object, key) else { return false }
        if case .bool(let bool) = value { return bool }
        note(path + key, Self.naming(value), expected: "true or false")
        return false
    }

    mutating func amount(_ object: JSONObject, _ key: String, isZeroAllowed: Bool) -> Double? {
        guard let value = present(object, key) else { return nil }
        if let number = value.double, isZeroAllowed ? number >= 0 : number > 0 { return number }
        let expected = isZeroAllowed ? "a number of at least 0" : "a number above 0"
        note(key, Self.naming(value), expected: expected)
        return nil
    }

    mutating func locale(_ object: JSONObject, _ key: String, path: String = "") -> String? {
        guard let locale = text(object, key, path: path) else { return nil }
        let isPlain = locale.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || Unicode.Scalar(byte).properties.isAlphabetic
                || (0x30...0x39).contains(byte)
        }
        if isPlain, !locale.isEmpty { return locale }
        note(path + key, "a string " + Self.quoted(locale), expected: "a locale such as en-US")
        return nil
    }

    mutating func tags(_ record: JSONObject) -> [String] {
        guard let value = present(record, "tags") else { return [] }
        guard case .array(let elements) = value else {
            note("tags", Self.naming(value), expected: "a list of strings")
            return []
        }
        var tags: [String] = []
        for (index, element) in elements.enumerated() {
            if case .string(let tag) = element {
                tags.append(tag)
            } else {
                note("tags[\(index)]", Self.naming(element), expected: "a string")
            }
        }
        return tags
    }

    private func present(_ object: JSONObject, _ key: String) -> JSONValue? {
        guard let value = object[key], !value.isNull else { return nil }
        return value
    }
}
