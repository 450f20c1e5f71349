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
        case .text: scalar("string", nil)
        case .date: scalar("string", "ISO 8601: YYYY-MM-DD")
        case .currency: scalar("string", "ISO 4217 code")
        case .money: scalar("number", "Amount in the receipt's currency")
        case .number: scalar("number", nil)
        case .lineItems:
            [
                "type": ["array", "null"],
                "description": "The items bought, in the receipt's order",
                "items": object(LineItemField.allCases.map { ($0.rawValue, subfield($0)) }),
            ]
        }
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
