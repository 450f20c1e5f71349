import TallyCore
import TallyProviders
import Testing

struct ChatDialectTests {
    private func body(_ change: (inout Profile) -> Void = { _ in }) throws -> JSONValue {
        var profile = Profile(name: "p", provider: .openai, model: "gpt-4o")
        change(&profile)
        let dialect = ChatDialect(profile: profile, schema: ["type": "object"])
        return try JSONParser.parse(dialect.body(for: Prompt(system: "s\n", user: "\"u\"")))
    }

    @Test func `a stream asks for its usage and the schema is strict`() throws {
        let expected: JSONValue = [
            "messages": [
                ["role": "system", "content": "s\n"], ["role": "user", "content": "\"u\""],
            ],
            "model": "gpt-4o", "stream": true, "stream_options": ["include_usage": true],
            "response_format": [
                "type": "json_schema",
                "json_schema": ["name": "receipt", "strict": true, "schema": ["type": "object"]],
            ],
        ]
        #expect(try body() == expected)
    }

    @Test func `the form of the answer follows the profile`() throws {
        #expect(try body { $0.output = .jsonObject }["response_format"] == ["type": "json_object"])
        #expect(try body { $0.output = .prompt }["response_format"] == nil)
        let plain = try body { $0.isStreamed = false }
        #expect(plain["stream"] == nil)
        #expect(plain["stream_options"] == nil)
    }

    @Test func `parameters are passed as they were written, and win`() throws {
        let written = JSONObject([
            ("temperature", .number("0.20")), ("stop", ["a", nil]), ("model", "other"),
        ])
        let sent = try body { $0.parameters = written }
        #expect(sent["temperature"] == .number("0.20"))
        #expect(sent["stop"] == ["a", nil])
        #expect(sent.object?.keys.filter { $0 == "model" } == ["model"])
        #expect(sent["model"] == "other")
    }

    @Test func `without a system message there is one message`() throws {
        let profile = Profile(name: "p", provider: .openai, model: "m")
        let dialect = ChatDialect(profile: profile, schema: [:])
        let sent = try JSONParser.parse(dialect.body(for: Prompt(system: nil, user: "u")))
        #expect(sent["messages"] == [["role": "user", "content": "u"]])
    }
}
