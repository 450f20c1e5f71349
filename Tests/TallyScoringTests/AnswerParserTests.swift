import TallyCore
import TallyScoring
import Testing

@Suite struct AnswerParserTests {
    private let parser = AnswerParser(fields: [
        .init("merchant", .text), .init("total", .money), .init("line_items", .lineItems),
    ])
    private static let item =
        #"{"description":"Tea","quantity":1,"unit_price":2,"amount":2}"#
    private static let answer =
        #"{"merchant":"Aldi","total":2.50,"line_items":["# + item + "]}"

    @Test func `reads a strict answer without any repair`() throws {
        let parsed = parser.parse(Self.answer)
        #expect(parsed.isRawValid)
        #expect(try parsed.result.get()["total"] == .number("2.50"))
    }

    @Test(arguments: [
        (Repair.byteOrderMark, "\u{FEFF}" + answer),
        (.codeFence, "```json\n" + answer + "\n```\n"),
        (.codeFence, "```" + answer + "```"),
        (.surroundingProse, "Here it is: " + answer),
        (.surroundingProse, answer + "\nAnything else?"),
        (.surroundingProse, "<think>{\"total\": 1} or so</think>" + answer),
        (.surroundingProse, "The {total} is:\n" + answer),
        (.trailingComma, String(answer.dropLast()) + ",\n}"),
        (.pythonLiteral, answer.replacing("2.50", with: "None")),
        (.singleQuote, answer.replacing("\"", with: "'")),
        (.singleQuote, answer.replacing("Aldi", with: #"Aldi\'s"#)),
        (.controlCharacter, answer.replacing("Aldi", with: "Al\ndi")),
        (.comment, answer.replacing("2.50,", with: "2.50, // with tax\n")),
        (.comment, answer.replacing("2.50", with: "/* with tax */ 2.50")),
        (.numberAsString, answer.replacing("2.50", with: "\"2.50\"")),
        (.stringAsNumber, answer.replacing("\"Aldi\"", with: "7")),
        (.singleItem, answer.replacing("[", with: "").replacing("]", with: "")),
        (.missingKey, answer.replacing("\"total\":2.50,", with: "")),
        (.missingKey, answer.replacing("\"quantity\":1,", with: "")),
        (.extraKey, answer.replacing("{\"merchant", with: "{\"note\":1,\"merchant")),
    ])
    func `names the one repair an answer needs`(repair: Repair, text: String) throws {
        let parsed = parser.parse(text)
        #expect(parsed.repairs == [repair])
        _ = try parsed.result.get()
    }

    @Test func `mends several faults at once in the order of the list`() throws {
        let text =
            "Sure!\n```json\n{'merchant': \"O'Neill\", 'total': None, 'line_items': [],}\n```"
        let parsed = parser.parse(text)
        #expect(
            parsed.repairs == [
                .codeFence, .surroundingProse, .trailingComma, .pythonLiteral, .singleQuote,
            ]
        )
        #expect(try parsed.result.get()["merchant"] == "O'Neill")
    }

    @Test func `keeps commas, comments and literals that stand inside strings`() throws {
        let name = #"None, True ,} // ```"#
        let parsed = parser.parse(
            "Yes: " + Self.answer.replacing("Aldi", with: name).replacing("]}", with: "],}")
        )
        #expect(try parsed.result.get()["merchant"] == .string(name))
    }

    @Test func `keeps line breaks that stand in an unescaped string`() throws {
        let parsed = parser.parse(Self.answer.replacing("Aldi", with: "Al\n\tdi"))
        #expect(try parsed.result.get()["merchant"] == "Al\n\tdi")
    }

    @Test(arguments: [
        "", " ", "no receipt here", "{", answer.dropLast() + "", "{\"merchant\": \"Al",
        answer.replacing("2.50", with: "NaN"), answer.replacing("2.50", with: "-Infinity"),
        answer.replacing("2.50", with: "1e999"), answer.replacing("2.50", with: "02.50"),
        answer.replacing("\"total\"", with: "\"merchant\""),
        "```json\n" + answer.replacing("\"total\"", with: "\"merchant\"") + "\n```",
        "{merchant: \"Aldi\"}", "{\"merchant\": \"Aldi\" \"total\": 1}", "{\"line_items\": [,]}",
        String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000),
        "{\"a\":" + String(repeating: "[", count: 10_000),
    ])
    func `calls what no repair may hide invalid JSON`(text: String) {
        #expect(fault(text)?.type == .invalidJSON)
    }

    @Test(arguments: [
        "[]", "null", "12", "\"Aldi\"", "[" + answer + "]", "```json\n[" + answer + "]\n```",
        answer.replacing("2.50", with: "{\"value\": 2.5}"), answer.replacing("2.50", with: "[2.5]"),
        answer.replacing("2.50", with: "true"), answer.replacing("\"Aldi\"", with: "[\"Aldi\"]"),
        answer.replacing("[" + item + "]", with: "3"), answer.replacing(item, with: "\"Tea 2.00\""),
        answer.replacing("\"Tea\"", with: "{\"en\": \"Tea\"}"),
    ])
    func `calls JSON of an unusable shape schema invalid`(text: String) {
        #expect(fault(text)?.type == .schemaInvalid)
    }

    @Test func `tells a mended text from a mended shape`() {
        let fenced = parser.parse("```\n" + Self.answer + "\n```")
        #expect(fenced.isSchemaValid && !fenced.isRawValid)
        let short = parser.parse("{\"merchant\": \"Aldi\"}")
        #expect(!short.isSchemaValid)
    }

    /// Random bytes, and answers with bytes cut out, doubled or replaced.
    @Test func `gives an object or a fault for any text`() {
        var generator = SeededGenerator(seed: 7)
        let alphabet = Array("{}[]\",:'\\/*\n `ntfalse0123.eE-+NT\u{FEFF}é\u{0}".utf8)
        let fenced = Array(("```json\n" + Self.answer + ",\n```").utf8)
        for round in 0..<20_000 {
            var bytes = round % 2 == 0 ? fenced : []
            for _ in 0..<(1 + generator.below(round % 2 == 0 ? 6 : 60)) {
                let position = generator.below(bytes.count + 1)
                if bytes.isEmpty || generator.chance(0.6) {
                    bytes.insert(generator.pick(alphabet), at: position)
                } else if position < bytes.count {
                    bytes.removeSubrange(position..<min(bytes.count, position + generator.below(9)))
                }
            }
            let parsed = parser.parse(String(decoding: bytes, as: UTF8.self))
            if case .failure(let fault) = parsed.result {
                #expect(fault.type == .invalidJSON || fault.type == .schemaInvalid)
            }
        }
    }

    private func fault(_ text: String) -> AnswerFault? {
        if case .failure(let fault) = parser.parse(text).result { fault } else { nil }
    }
}
