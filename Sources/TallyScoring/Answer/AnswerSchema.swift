package import TallyCore

/// The JSON Schema a model is asked to answer in.
///
/// It keeps to the subset that strict structured output takes (OpenAI, Azure, vLLM): every key required, what a receipt
/// may lack is nullable, no additional keys.
package enum AnswerSchema {
    package static func json(for fields: [FieldSpec] = FieldSpec.receipt) -> JSONValue {
        object(fields.map { ($0.name, property($0)) })
    }

    private static func property(_ field: FieldSpec) -> JSONValue {
        switch field.comparator {
        case .text: scalar("string", description(of: field, nil))
        case .date: scalar("string", description(of: field, isoDate))
        case .currency: scalar("string", description(of: field, "ISO 4217 code"))
        case .money: scalar("number", description(of: field, "Amount in the receipt's currency"))
        case .number: scalar("number", description(of: field, nil))
        case .choice: choice(field)
        case .list: list(field)
        case .lineItems:
            [
                "type": ["array", "null"],
                "description": .string(
                    field.description ?? "The items bought, in the receipt's order"
                ),
                "items": object(LineItemField.allCases.map { ($0.rawValue, subfield($0)) }),
            ]
        }
    }

    private static let isoDate = "ISO 8601: YYYY-MM-DD"

    /// The field's own words, with the form its values take behind them.
    private static func description(of field: FieldSpec, _ form: String?) -> String? {
        guard let own = field.description else { return form }
        return form.map { "\(own) (\($0))" } ?? own
    }

    /// The words of the set, and null for a document without any.
    private static func choice(_ field: FieldSpec) -> JSONValue {
        var property = scalar("string", field.description).object ?? JSONObject()
        property["enum"] = .array(field.values.map { .string($0) } + [.null])
        return .object(property)
    }

    private static func list(_ field: FieldSpec) -> JSONValue {
        let element = field.element ?? .text
        var property = JSONObject([("type", ["array", "null"])])
        if let text = description(of: field, element == .date ? isoDate : nil) {
            property["description"] = .string(text)
        }
        property["items"] = ["type": element.readsNumbers ? "number" : "string"]
        return .object(property)
    }

    private static func subfield(_ field: LineItemField) -> JSONValue {
        scalar(field.readsNumbers ? "number" : "string", nil)
    }

    private static func scalar(_ type: String, _ description: String?) -> JSONValue {
        var property = JSONObject([("type", [.string(type), "null"])])
        if let description { property["description"] = .string(description) }
        return .object(property)
    }

    private static func object(_ properties: [(String, JSONValue)]) -> JSONValue {
        [
            "type": "object",
            "properties": .object(JSONObject(properties)),
            "required": .array(properties.map { .string($0.0) }),
            "additionalProperties": false,
        ]
    }
}
