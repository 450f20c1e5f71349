internal import TallyCore

extension SchemaChecker {
    func checkKind(_ keyword: JSONObject.Member, _ value: JSONValue) -> [String] {
        let rule = keyword.value
        switch keyword.key {
        case "const": return value == rule ? [] : ["is not \(rule.jsonText)"]
        case "enum": return rule.array?.contains(value) == true ? [] : ["is not in the list"]
        default:
            let types = (rule.array ?? [rule]).compactMap(\.string)
            return types.contains { Self.isOf($0, value) } ? [] : ["\(value.kind) is not \(types)"]
        }
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch type {
        case "object": value.object != nil
        case "array": value.array != nil
        case "string": value.string != nil
        case "boolean": value.bool != nil
        case "null": value.isNull
        case "integer": value.integer != nil || value.double.map { $0 == $0.rounded() } ?? false
        case "number": value.double != nil
        default: false
        }
    }

    /// Holds for what is not measured: a keyword for numbers says nothing about text.
    func bounded(
        _ measure: Double?,
        _ bound: JSONValue,
        by holds: (Double, Double) -> Bool
    ) -> [String] {
        guard let measure, let bound = bound.double else { return [] }
        return holds(measure, bound) ? [] : ["\(measure) is out of bounds"]
    }

    /// A pattern that cannot be read matches nothing.
    static func matches(_ text: String, _ pattern: JSONValue) -> Bool {
        guard let regex = try? Regex(pattern.string ?? "") else { return false }
        return text.firstMatch(of: regex) != nil
    }
}
