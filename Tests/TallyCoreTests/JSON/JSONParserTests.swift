import TallyCore
import Testing

struct JSONParserTests {
    @Test(arguments: [
        "", " ", "nul", "tru", "True", "undefined", "NaN", "Infinity", "-Infinity", "'a'", "{a:1}",
        "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "[1,]", "[,1]", "[1 2]", "[1", "{\"a\":1",
        "\"open", "\"bad \\x escape\"", "\"\\u12g4\"", "\"\\u12\"", "\"tab\tinside\"",
        "\"line\ninside\"", "01", "-", "-a", "+1", ".5", "1.", "1.e3", "1e", "1e+", "0x10",
        "1_000", "1 2", "{} {}", "null,", "// comment\n1", "\u{FEFF}1", "\u{A0}1",
    ])
    func `what RFC 8259 does not allow is refused`(text: String) {
        #expect(fault(text)?.code == .syntax)
    }

    @Test(
        arguments: [
            ("null", JSONValue.null), (" true\t", true), ("\r\nfalse\n", false), ("\"\"", ""),
            ("[]", []), ("{}", [:]), ("[ 1 , [ ] ]", [1, []]), ("{ \"a\" : null }", ["a": nil]),
            ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{C}\n\r\t"),
            ("\"\\u00e9\\u0000\"", "é\u{0}"),
        ] as [(String, JSONValue)]
    )
    func `what RFC 8259 allows is read`(text: String, value: JSONValue) throws {
        #expect(try JSONParser.parse(text) == value)
    }

    @Test(arguments: [
        "0", "-0", "10", "10.0", "1e2", "1E+2", "-1.50e-3", "12345678901234567890123",
    ])
    func `a number keeps its lexeme`(lexeme: String) throws {
        #expect(try JSONParser.parse("[\(lexeme)]") == .array([.number(lexeme)]))
    }

    @Test func `members keep their order`() throws {
        let value = try JSONParser.parse("{\"b\":1,\"a\":2,\"c\":3}")
        #expect(value.object?.keys == ["b", "a", "c"])
    }

    @Test(
        arguments: [
            ("{\"a\":1,\"a\":1}", 7), ("{\"a\":1,\"b\":2,\"\\u0061\":3}", 13),
            ("[{\"\":1,\"\":2}]", 7),
        ] as [(String, Int)]
    )
    func `a key that comes twice is refused at its place`(text: String, offset: Int) {
        #expect(fault(text)?.code == .duplicateKey)
        #expect(fault(text)?.offset == offset)
    }

    @Test func `keys that differ only in their Unicode form are two keys`() throws {
        let value = try JSONParser.parse("{\"\\u00e9\":1,\"e\\u0301\":2}")
        #expect(value.object?.count == 2)
    }

    @Test(arguments: ["1e999", "-1e999", "[1E400]", "{\"a\":1e309}"])
    func `a number no double can hold is refused`(text: String) {
        #expect(fault(text)?.code == .numberRange)
    }

    @Test func `400 digits are out of range, 300 are not`() throws {
        #expect(fault(String(repeating: "9", count: 400))?.code == .numberRange)
        let long = String(repeating: "9", count: 300)
        #expect(try JSONParser.parse(long) == .number(long))
    }

    @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
    func `10,000 levels are refused without an overflow of the stack`(opening: String) {
        #expect(fault(String(repeating: opening, count: 10_000))?.code == .tooDeep)
    }

    @Test func `64 levels are read, 65 are not`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try JSONParser.parse(nested(64)).array?.count == 1)
        #expect(fault(nested(65))?.code == .tooDeep)
    }

    @Test(
        arguments: [
            [0x80], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF],
        ] as [[UInt8]]
    )
    func `invalid UTF-8 in a string is refused`(bytes: [UInt8]) {
        #expect(fault([0x22] + bytes + [0x22])?.code == .invalidUTF8)
        #expect(fault(Array("\"\\n".utf8) + bytes + [0x22])?.code == .invalidUTF8)
        #expect(fault(bytes)?.code == .syntax)
    }

    @Test(
        arguments: [
            ("\\ud83e\\uddfe", "\u{1F9FE}"), ("\\ud83e", "\u{FFFD}"), ("\\uddfe", "\u{FFFD}"),
            ("\\ud83ex", "\u{FFFD}x"), ("\\ud83e\\n", "\u{FFFD}\n"),
            ("\\ud83e\\ud83e\\uddfe", "\u{FFFD}\u{1F9FE}"), ("\\ud83e\\u0041", "\u{FFFD}A"),
        ] as [(String, String)]
    )
    func `a surrogate without its partner becomes U+FFFD`(escape: String, text: String) throws {
        #expect(try JSONParser.parse("\"\(escape)\"") == .string(text))
    }

    @Test func `an error tells the byte where it is`() {
        #expect(fault("{\"é\": tru}")?.offset == 10)
        #expect(fault("[1,\n2")?.description == "expected ',' or ']', found the end at byte 5")
    }

    @Test func `damaged documents never trap, and what is read can be written and read again`() {
        var random = RandomJSON(seed: 11)
        var read = 0
        for _ in 0..<20_000 {
            let bytes = random.damaged(random.value().jsonBytes)
            guard let value = try? JSONParser.parse(bytes) else { continue }
            read += 1
            #expect((try? JSONParser.parse(value.jsonBytes)) == value)
        }
        #expect((1000..<19_000).contains(read))
    }

    @Test func `random bytes never trap`() {
        var generator = SeededGenerator(seed: 5)
        let alphabet = Array("{}[]\",:\\ue0123456789-+.tfn \u{0}é".utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<generator.below(24)).map { _ in generator.pick(alphabet) }
            if let value = try? JSONParser.parse(bytes) {
                #expect((try? JSONParser.parse(value.jsonBytes)) == value)
            }
        }
    }

    private func fault(_ text: String) -> JSONError? { fault(Array(text.utf8)) }

    private func fault(_ bytes: [UInt8]) -> JSONError? {
        do {
            _ = try JSONParser.parse(bytes)
            return nil
        } catch {
            return error
        }
    }
}
