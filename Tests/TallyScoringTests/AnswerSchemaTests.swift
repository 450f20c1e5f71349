import TallyCore
import TallyScoring
import Testing

@Suite struct AnswerSchemaTests {
    private let schema = AnswerSchema.json()

    @Test func `requires every field and allows no other`() {
        #expect(schema["required"]?.array?.count == FieldSpec.receipt.count)
        #expect(schema["additionalProperties"] == false)
    }

    @Test func `lets a receipt lack any field`() {
        for field in FieldSpec.receipt {
            let types = schema["properties"]?[field.name]?["type"]?.array
            #expect(types?.contains("null") == true, "\(field.name)")
        }
    }

    @Test func `asks for the four subfields of an item`() {
        let items = schema["properties"]?["line_items"]?["items"]
        #expect(items?["required"] == ["description", "quantity", "unit_price", "amount"])
        #expect(items?["properties"]?["amount"]?["type"] == ["number", "null"])
    }
}
