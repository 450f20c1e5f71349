import TallyCore
import TallyProviders
import Testing

struct ResponsesDialectTests {
    private func body(
        _ prompt: Prompt = Prompt(system: "s", user: "u"),
        _ change: (inout Profile) -> Void = { _ in }
    ) throws -> JSONValue {
        var profile = Profile(name: "p", provider: .openai, model: "gpt-5.6")
        change(&profile)
        let dialect = ResponsesDialect(profile: profile, schema: ["type": "object"])
        return try JSONParser.parse(dialect.body(for: prompt))
    }

    @Test func `nothing is kept on the server and the schema stands in the text's format`() throws {
        let expected: JSONValue = [
            "instructions": "s",
            "input": [["role": "user", "content": [["type": "input_text", "text": "u"]]]],
            "model": "gpt-5.6", "store": false, "stream": true,
            "text": [
                "format": [
                    "type": "json_schema", "name": "receipt", "strict": true,
                    "schema": ["type": "object"],
                ]
            ],
        ]
        #expect(try body() == expected)
    }

    @Test func `parameters of chat completions go by the names they have here`() throws {
        let sent = try body {
            $0.output = .prompt
            $0.isStreamed = false
            $0.parameters = JSONObject([
                ("max_completion_tokens", 300), ("reasoning_effort", "low"), ("verbosity", "low"),
                ("service_tier", "flex"), ("prompt_cache_key", "k"), ("seed", 7),
            ])
        }
        #expect(sent["max_output_tokens"] == 300)
        #expect(sent["reasoning"] == ["effort": "low"])
        #expect(sent["text"] == ["verbosity": "low"])
        #expect(sent["service_tier"] == "flex")
        #expect(sent["prompt_cache_key"] == "k")
        #expect(sent["seed"] == 7)
        #expect(sent["max_completion_tokens"] == nil)
        #expect(sent["stream"] == nil)
    }

    @Test func `extra wins over what Tally sets`() throws {
        let sent = try body { $0.extra = JSONObject([("store", true), ("text", nil)]) }
        #expect(sent["store"] == true)
        #expect(sent["text"] == .null)
    }

    @Test func `an image is a part of the input`() throws {
        let image = PromptImage(
            mediaType: "image/png",
            base64: "AAAA",
            detail: .low,
            source: Digest(of: "x")
        )
        let sent = try body(Prompt(system: nil, user: "u", image: image))
        let expected: JSONValue = [
            ["type": "input_text", "text": "u"],
            ["type": "input_image", "image_url": "data:image/png;base64,AAAA", "detail": "low"],
        ]
        #expect(sent["input"]?[0]?["content"] == expected)
        #expect(sent["instructions"] == nil)
    }
}
