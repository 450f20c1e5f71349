import TallyCore

/// Checks a value against the part of JSON Schema that docs/tally.run.schema.json uses.
///
/// A keyword it does not know is a fault, so that the schema cannot say more than is checked.
struct SchemaChecker {
    let root: JSONValue

    /// What is wrong, as `path: reason`; empty when the value conforms.
    func faults(_ value: JSONValue) -> [String] { faults(value, root, at: "$") }

    private func faults(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
        guard let keywords = schema.object else { return ["\(path): the schema is no object"] }
        return keywords.members.flatMap { keyword in
            check(keyword, value, at: path).map { $0.hasPrefix("$") ? $0 : "\(path): \($0)" }
        }
    }

    private func check(_ keyword: JSONObject.Member, _ value: JSONValue, at path: String)
        -> [String]
    {
        let rule = keyword.value
        switch keyword.key {
        case "$schema", "$defs", "title", "description": return []
        case "$ref": return faults(value, target(rule.string ?? ""), at: path)
        case "type":
            let types = (rule.array ?? [rule]).compactMap(\.string)
            return types.contains { matches($0, value) } ? [] : ["\(value.kind) is not \(types)"]
        case "const": return value == rule ? [] : ["is not \(rule.jsonText)"]
        case "enum": return rule.array?.contains(value) == true ? [] : ["is not in the list"]
        case "minimum": return bounded(value, rule, by: >=)
        case "maximum": return bounded(value, rule, by: <=)
        case "required":
            let missing = (rule.array ?? []).compactMap(\.string).filter { value[$0] == nil }
            return value.object == nil || missing.isEmpty ? [] : ["lacks \(missing)"]
        case "properties":
            return (value.object?.members ?? []).flatMap { member in
                rule[member.key].map { faults(member.value, $0, at: "\(path).\(member.key)") }
                    ?? ["\(member.key) is not described"]
            }
        case "additionalProperties":
            return (value.object?.members ?? []).flatMap {
                faults($0.value, rule, at: "\(path).\($0.key)")
            }
        case "items":
            return (value.array ?? []).flatMap { faults($0, rule, at: path + "[]") }
        default: return ["unknown keyword \(keyword.key)"]
        }
    }

    private func target(_ reference: String) -> JSONValue {
        root["$defs"]?[String(reference.dropFirst("#/$defs/".count))] ?? .null
    }

    private func bounded(
        _ value: JSONValue,
        _ bound: JSONValue,
        by holds: (Double, Double) -> Bool
    ) -> [String] {
        guard let number = value.double, let bound = bound.double else { return [] }
        return holds(number, bound) ? [] : ["\(number) is out of bounds"]
    }

    private func matches(_ type: String, _ value: JSONValue) -> Bool {
        switch type {
        case "object": value.object != nil
        case "array": value.array != nil
        case "string": value.string != nil
        case "boolean": value.bool != nil
        case "null": value.isNull
        case "integer": value.integer != nil
        case "number": value.double != nil
        default: false
        }
    }
}
