package import TallyCore

/// Checks a value against the part of JSON Schema 2020-12 that the schemas in docs/ use.
///
/// A keyword it does not know is a fault, so that a schema cannot say more than is checked.
package struct SchemaChecker {
    let root: JSONValue
    /// The documents that a reference may lead to, by the names of their files.
    let siblings: [String: JSONValue]
    /// A member that is not described is a fault, although the schema leaves room for later ones.
    let isClosed: Bool

    package init(root: JSONValue, siblings: [String: JSONValue] = [:], isClosed: Bool = false) {
        self.root = root
        self.siblings = siblings
        self.isClosed = isClosed
    }

    /// What is wrong, as `path: reason`; empty when the value conforms.
    package func faults(_ value: JSONValue) -> [String] { faults(value, root, at: "$") }

    func faults(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
        if let allows = schema.bool { return allows ? [] : ["\(path): is not allowed"] }
        guard let keywords = schema.object else { return ["\(path): the schema is no object"] }
        return keywords.members.flatMap { keyword in
            check(keyword, of: schema, value, at: path).map {
                $0.hasPrefix("$") ? $0 : "\(path): \($0)"
            }
        }
    }

    func conforms(_ value: JSONValue, _ schema: JSONValue) -> Bool {
        faults(value, schema, at: "$").isEmpty
    }

    private func check(
        _ keyword: JSONObject.Member,
        of schema: JSONValue,
        _ value: JSONValue,
        at path: String
    ) -> [String] {
        let rule = keyword.value
        switch keyword.key {
        case "$schema", "$defs", "title", "description", "default", "examples": return []
        case "$ref": return follow(rule.string ?? "", value, at: path)
        case "type", "const", "enum": return checkKind(keyword, value)
        case "minimum": return bounded(value.double, rule, by: >=)
        case "maximum": return bounded(value.double, rule, by: <=)
        case "exclusiveMinimum": return bounded(value.double, rule, by: >)
        case "minLength": return bounded(value.string.map { Double($0.count) }, rule, by: >=)
        case "maxLength": return bounded(value.string.map { Double($0.count) }, rule, by: <=)
        case "minItems": return bounded(value.array.map { Double($0.count) }, rule, by: >=)
        case "maxItems": return bounded(value.array.map { Double($0.count) }, rule, by: <=)
        case "minProperties": return bounded(value.object.map { Double($0.count) }, rule, by: >=)
        case "pattern":
            guard let text = value.string else { return [] }
            return Self.matches(text, rule) ? [] : ["does not match \(rule.jsonText)"]
        case "items":
            return (value.array ?? []).flatMap { faults($0, rule, at: path + "[]") }
        case "uniqueItems":
            let elements = value.array ?? []
            return Set(elements).count == elements.count ? [] : ["lists something twice"]
        case "required", "properties", "patternProperties", "propertyNames",
            "additionalProperties":
            return checkMembers(keyword, of: schema, value, at: path)
        case "allOf", "anyOf", "not", "if", "then", "else":
            return checkLogic(keyword, of: schema, value, at: path)
        default: return ["unknown keyword \(keyword.key)"]
        }
    }

    /// `#/$defs/NAME` in this document, or in a sibling whose file name comes first.
    private func follow(_ reference: String, _ value: JSONValue, at path: String) -> [String] {
        let parts = reference.split(separator: "#/$defs/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return ["\(path): unknown reference \(reference)"] }
        let document = parts[0].isEmpty ? root : siblings[String(parts[0])]
        guard let document, let target = document["$defs"]?[String(parts[1])] else {
            return ["\(path): \(reference) leads nowhere"]
        }
        return SchemaChecker(root: document, siblings: siblings, isClosed: isClosed)
            .faults(value, target, at: path)
    }
}
