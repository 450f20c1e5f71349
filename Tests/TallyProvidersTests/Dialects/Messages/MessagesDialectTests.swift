import TallyCore
import TallyProviders
import Testing

struct MessagesDialectTests {
    private func body(
        _ prompt: Prompt = Prompt(system: "s", user: "u"),
        _ change: (inout Profile) -> Void = { _ in }
    ) throws -> JSONValue {
        var profile = Profile(name: "p", provider: .anthropic, model: "claude")
        change(&profile)
        let dialect = MessagesDialect(profile: profile, schema: ["type": "object"])
        return try JSONParser.parse(dialect.body(for: prompt))
    }

    @Test func `the system message stands apart and a limit is always sent`() throws {
        let expected: JSONValue = [
            "system": "s", "messages": [["role": "user", "content": "u"]], "model": "claude",
            "max_tokens": 4096, "stream": true,
            "output_config": ["format": ["type": "json_schema", "schema": ["type": "object"]]],
        ]
        #expect(try body() == expected)
    }

    @Test func `parameters are passed, and the limit goes by its name here`() throws {
        let sent = try body {
            $0.isStreamed = false
            $0.parameters = JSONObject([
                ("max_completion_tokens", 300), ("temperature", .number("0.0")),
                ("cache_control", ["type": "ephemeral", "ttl": "1h"]),
                ("output_config", ["effort": "low"]),
            ])
        }
        #expect(sent["max_tokens"] == 300)
        #expect(sent["temperature"] == .number("0.0"))
        #expect(sent["cache_control"] == ["type": "ephemeral", "ttl": "1h"])
        #expect(sent["output_config"]?["effort"] == "low")
        #expect(sent["output_config"]?["format"]?["type"] == "json_schema")
        #expect(sent["stream"] == nil)
    }

    @Test func `an image comes before the text that speaks of it`() throws {
        let image = PromptImage(
            mediaType: "image/jpeg",
            base64: "AAAA",
            detail: .high,
            source: Digest(of: "x")
        )
        let sent = try body(Prompt(system: nil, user: "u", image: image))
        let expected: JSONValue = [
            [
                "type": "image",
                "source": ["type": "base64", "media_type": "image/jpeg", "data": "AAAA"],
            ],
            ["type": "text", "text": "u"],
        ]
        #expect(sent["messages"]?[0]?["content"] == expected)
        #expect(sent["system"] == nil)
    }
}
