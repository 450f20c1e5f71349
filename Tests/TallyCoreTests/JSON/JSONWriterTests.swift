import TallyCore
import Testing

struct JSONWriterTests {
    @Test func `random values survive writing and reading`() throws {
        var random = RandomJSON(seed: 1)
        for _ in 0..<3000 {
            let value = random.value()
            #expect(try JSONParser.parse(value.jsonText) == value)
            #expect(try JSONParser.parse(value.prettyText) == value)
        }
    }

    @Test func `the order of members does not change the canonical text`() throws {
        var random = RandomJSON(seed: 2)
        for _ in 0..<3000 {
            let value = random.value()
            #expect(random.shuffled(value).canonicalText == value.canonicalText)
        }
    }

    @Test func `canonical text is its own canonical form`() throws {
        var random = RandomJSON(seed: 3)
        for _ in 0..<1000 {
            let text = random.value().canonicalText
            #expect(try JSONParser.parse(text).canonicalText == text)
        }
    }

    @Test func `members are sorted by bytes, elements stay`() {
        let value: JSONValue = ["b": [2, 1], "é": 1, "a": ["z": 1, "A": 2], "B": 0]
        #expect(value.canonicalText == "{\"B\":0,\"a\":{\"A\":2,\"z\":1},\"b\":[2,1],\"é\":1}")
        #expect(value.jsonText == "{\"b\":[2,1],\"é\":1,\"a\":{\"z\":1,\"A\":2},\"B\":0}")
    }

    @Test func `control characters are escaped`() {
        let text = JSONValue.string("\u{0}\u{1B}\u{7F}\n\r\t\"\\").jsonText
        #expect(text == "\"\\u0000\\u001b\\u007f\\n\\r\\t\\\"\\\\\"")
    }

    @Test(
        arguments: [
            (0.0, "0"), (12.5, "12.5"), (200, "200"), (0.1, "0.1"), (1e17, "1e+17"),
            (-3, "-3"), (.nan, "null"), (.infinity, "null"),
        ] as [(Double, String)]
    )
    func `a double is written by its shortest lexeme, or as null`(value: Double, text: String) {
        #expect(JSONValue.number(value).jsonText == text)
    }

    @Test func `pretty text indents two spaces a level and keeps empty containers together`() {
        let value: JSONValue = ["a": [1, [:]], "b": []]
        let expected = """
            {
              "a": [
                1,
                {}
              ],
              "b": []
            }
            """
        #expect(value.prettyText == expected)
    }
}
