import TallyCore
import TallySimulator
import Testing

struct StreamTests {
    private func streamed(usage: Bool) -> JSONValue {
        let format: JSONValue = [
            "type": "json_schema",
            "json_schema": ["schema": ["properties": ["merchant": [:], "total": [:]]]],
        ]
        return request(
            Case.market.text ?? "",
            [
                ("response_format", format), ("stream", true),
                ("stream_options", ["include_usage": .bool(usage)]),
            ]
        )
    }

    @Test func `a stream is byte for byte the events of OpenAI's endpoint`() async throws {
        let reply = try await Bench().post(streamed(usage: true))
        #expect(reply.header("content-type") == "text/event-stream; charset=utf-8")
        let head = """
            data: {"id":"chatcmpl-sim-f2b79f7ec2c43b13","object":"chat.completion.chunk",\
            "created":1767225600,"model":"sim-a-2026-01-01","system_fingerprint":"fp_sim_75591354b0"
            """
        func event(_ delta: String, _ finish: String = "null") -> String {
            head + #","choices":[{"index":0,"delta":"# + delta
                + #","logprobs":null,"finish_reason":"# + finish + #"}],"usage":null}"# + "\n\n"
        }
        let usage = """
            {"prompt_tokens":42,"completion_tokens":11,"total_tokens":53,\
            "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
            "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}
            """
        let golden =
            event(#"{"role":"assistant","content":"","refusal":null}"#)
            + event(#"{"content":"{\"merchant\":\"Corner Mark"}"#)
            + event(#"{"content":"et\",\"total\":5.98}"}"#)
            + event("{}", #""stop""#)
            + head + #","choices":[],"usage":"# + usage + "}\n\ndata: [DONE]\n\n"
        #expect(reply.text == golden)
    }

    @Test func `no usage is sent unless it is asked for`() async throws {
        let reply = try await Bench().post(streamed(usage: false))
        #expect(!reply.text.contains("usage"))
        #expect(reply.events.last == "[DONE]")
    }

    @Test func `pieces are a few tokens each`() async throws {
        let reply = try await Bench().post(streamed(usage: false))
        let pieces = reply.events.compactMap { try? JSONParser.parse($0) }
            .compactMap { $0["choices"]?[0]?["delta"]?["content"]?.string }.filter { !$0.isEmpty }
        #expect(pieces.count > 1)
        #expect(pieces.dropLast().allSatisfy { (12...24).contains($0.utf8.count) })
    }

    @Test func `an answer beyond ASCII is never split inside a character`() async throws {
        let item = Case(
            id: "yen",
            text: "領収書",
            expected: JSONObject([("merchant", .string(String(repeating: "東京駅前店", count: 20)))])
        )
        let bench = try Bench(cases: [item])
        let reply = try await bench.post(request("領収書", [("stream", true), ("max_tokens", 31)]))
        #expect(!reply.text.contains("\u{FFFD}"))
        #expect(reply.streamedAnswer.contains("東京駅前店"))
    }
}
