internal import TallyCore

extension SchemaChecker {
    func checkMembers(
        _ keyword: JSONObject.Member,
        of schema: JSONValue,
        _ value: JSONValue,
        at path: String
    ) -> [String] {
        guard let members = value.object?.members else { return [] }
        let rule = keyword.value
        switch keyword.key {
        case "required":
            let missing = (rule.array ?? []).compactMap(\.string).filter { value[$0] == nil }
            return missing.isEmpty ? [] : ["lacks \(missing)"]
        case "propertyNames":
            return members.flatMap { faults(.string($0.key), rule, at: "\(path).\($0.key)") }
        case "properties":
            return members.flatMap { member in
                rule[member.key].map { faults(member.value, $0, at: "\(path).\(member.key)") }
                    ?? (isClosed ? ["\(member.key) is not described"] : [])
            }
        case "patternProperties":
            return members.flatMap { member in
                patterns(rule, for: member.key).flatMap {
                    faults(member.value, $0, at: "\(path).\(member.key)")
                }
            }
        default:
            return members.filter { member in
                schema["properties"]?[member.key] == nil
                    && patterns(schema["patternProperties"], for: member.key).isEmpty
            }
            .flatMap { faults($0.value, rule, at: "\(path).\($0.key)") }
        }
    }

    /// The schemas whose pattern a key matches.
    private func patterns(_ rule: JSONValue?, for key: String) -> [JSONValue] {
        (rule?.object?.members ?? []).filter { Self.matches(key, .string($0.key)) }.map(\.value)
    }

    func checkLogic(
        _ keyword: JSONObject.Member,
        of schema: JSONValue,
        _ value: JSONValue,
        at path: String
    ) -> [String] {
        let rule = keyword.value
        switch keyword.key {
        case "allOf": return (rule.array ?? []).flatMap { faults(value, $0, at: path) }
        case "anyOf":
            let all = (rule.array ?? []).map { faults(value, $0, at: path) }
            if all.contains(where: \.isEmpty) { return [] }
            return ["is none of: " + all.map { $0.joined(separator: ", ") }.joined(separator: "; ")]
        case "not": return conforms(value, rule) ? ["is what it must not be"] : []
        case "if":
            let branch = conforms(value, rule) ? schema["then"] : schema["else"]
            return branch.map { faults(value, $0, at: path) } ?? []
        default: return []  // then and else belong to if
        }
    }
}
