import TallyCore
import Testing

struct JSONObjectTests {
    @Test func `setting replaces in place, appends, and removes with nil`() {
        var object = JSONObject([("a", 1), ("b", 2)])
        object["a"] = 3
        object["c"] = 4
        object["b"] = nil
        object["d"] = nil
        #expect(JSONValue.object(object).jsonText == "{\"a\":3,\"c\":4}")
    }

    @Test func `a null member is not an absent one`() {
        let value: JSONValue = ["tip": nil]
        #expect(value["tip"] == .null)
        #expect(value["tax"] == nil)
    }

    @Test func `an integer is read only from a lexeme that is one`() {
        #expect(JSONValue.number("12").integer == 12)
        #expect(JSONValue.number("12.0").integer == nil)
        #expect(JSONValue.number("99999999999999999999").integer == nil)
        #expect(JSONValue.string("12").integer == nil)
    }
}
