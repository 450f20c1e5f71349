internal import TallyCore

/// Reads single members of a request's body, with OpenAI's words where one is wrong.
enum BodyMember {
    /// A boolean; absent and null are false.
    static func flag(_ value: JSONValue?, _ path: String) throws(Refusal) -> Bool {
        switch value {
        case nil, .null: return false
        case .bool(let flag): return flag
        case let other?:
            throw .invalid(
                "Invalid type for '\(path)': expected a boolean, but got \(other.kind).",
                parameter: path
            )
        }
    }

    /// A count of at least one under the first of the keys that is there.
    static func count(_ body: JSONObject, _ keys: [String]) throws(Refusal) -> Int? {
        for key in keys {
            guard let value = body[key], !value.isNull else { continue }
            guard let count = value.integer, count >= 1 else {
                throw .invalid(
                    "Invalid '\(key)': expected a whole number of at least 1.",
                    parameter: key
                )
            }
            return count
        }
        return nil
    }

    /// A list with at least one element.
    static func elements(_ value: JSONValue?, _ path: String) throws(Refusal) -> [JSONValue] {
        guard let elements = value?.array else { throw .missing(path) }
        guard !elements.isEmpty else {
            throw .invalid("Invalid '\(path)': the array is empty.", parameter: path)
        }
        return elements
    }
}
