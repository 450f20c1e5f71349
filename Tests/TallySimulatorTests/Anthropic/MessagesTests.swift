import TallyCore
import TallySimulator
import Testing

struct MessagesTests {
    @Test func `a whole answer is a message`() async throws {
        let reply = try await Bench().message(Messages.body(Case.market.text ?? ""))
        #expect(reply.status == 200)
        #expect(
            reply.json.object?.keys == [
                "id", "type", "role", "model", "content", "stop_reason", "stop_sequence",
                "stop_details", "usage",
            ]
        )
        #expect(reply.json["id"]?.string?.hasPrefix("msg_sim_") == true)
        #expect(reply.messageText == #"{"merchant":"Corner Market","total":5.98}"#)
        #expect(reply.json["stop_reason"] == "end_turn")
        #expect(reply.header("request-id")?.hasPrefix("req_sim_") == true)
        #expect(reply.header("x-tally-simulated") == "true")
        #expect(reply.header("x-request-id") == nil)
        #expect(
            reply.json["usage"]?.object?.keys == [
                "input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens",
                "cache_creation", "output_tokens", "service_tier",
            ]
        )
        #expect(reply.json["usage"]?["output_tokens"] == 11)
    }

    @Test(arguments: [true, false])
    func `a schema has two places`(isPresent: Bool) async throws {
        let format = Messages.schema.1["format"] ?? .null
        let member: (String, JSONValue) = isPresent ? Messages.schema : ("output_format", format)
        let reply = try await Bench().message(Messages.body(Case.market.text ?? "", [member]))
        #expect(reply.messageText == #"{"merchant":"Corner Market","total":5.98}"#)
    }

    @Test func `a stream has the documented events in their order`() async throws {
        let body = Messages.body(
            Case.market.text ?? "",
            [Messages.schema, ("stream", true)]
        )
        let reply = try await Bench().message(body)
        #expect(
            reply.eventTypes == [
                "message_start", "content_block_start", "ping", "content_block_delta",
                "content_block_stop", "message_delta", "message_stop",
            ]
        )
        #expect(reply.eventNames == reply.chunks.compactMap { $0["type"]?.string })
        #expect(reply.header("content-type") == "text/event-stream; charset=utf-8")
        let start = reply.chunks[0]["message"]
        #expect(start?["content"] == [])
        #expect(start?["stop_reason"] == .null)
        #expect(start?["usage"]?["output_tokens"] == 1)
        #expect((start?["usage"]?["input_tokens"]?.integer ?? 0) > 0)
        let end = reply.chunks.first { $0["type"] == "message_delta" }
        #expect(end?["delta"]?["stop_reason"] == "end_turn")
        #expect(end?["usage"]?["output_tokens"] == 11)
        #expect(end?["usage"]?["input_tokens"] == start?["usage"]?["input_tokens"])
    }

    @Test func `streamed or not, the answer is the same`() async throws {
        let bench = try Bench(.plain.with { $0.fieldError.clean = 0.5 }, cases: Case.numbered(20))
        for item in Case.numbered(20) {
            let whole = try await bench.message(Messages.body(item.text ?? ""))
            let body = Messages.body(item.text ?? "", [Messages.schema, ("stream", true)])
            let stream = try await bench.message(body)
            #expect(stream.streamedMessage == whole.messageText)
            #expect(stream.chunks[0]["message"]?["id"] == whole.json["id"])
        }
    }

    @Test func `a limit on tokens is the reason to stop`() async throws {
        for stream in [false, true] {
            var body = Messages.body(Case.market.text ?? "").object ?? JSONObject()
            body["max_tokens"] = 5
            body["stream"] = .bool(stream)
            let reply = try await Bench().message(.object(body))
            let end = stream ? reply.chunks.first { $0["type"] == "message_delta" } : nil
            let reason = end?["delta"]?["stop_reason"] ?? reply.json["stop_reason"]
            #expect(reason == "max_tokens")
            #expect((end ?? reply.json)["usage"]?["output_tokens"] == 5)
        }
    }

    @Test func `text may stand in blocks, and images are let in`() async throws {
        let content: JSONValue = [
            [
                "type": "image",
                "source": ["type": "base64", "media_type": "image/png", "data": "AAAA"],
            ],
            ["type": "text", "text": .string("<receipt>\(Case.market.text ?? "")</receipt>")],
        ]
        var body = Messages.body("x").object ?? JSONObject()
        body["messages"] = [["role": "user", "content": content]]
        body["system"] = [["type": "text", "text": "Read it."]]
        let reply = try await Bench().message(.object(body))
        #expect(reply.messageText == #"{"merchant":"Corner Market","total":5.98}"#)
    }

    @Test(
        arguments: [
            ["type": "url", "url": "https://example.com/a.png"], ["type": "file", "file_id": "f"],
        ] as [JSONValue]
    )
    func `images elsewhere are let in and not fetched`(source: JSONValue) async throws {
        var body = Messages.body("x").object ?? JSONObject()
        let image: JSONValue = ["type": "image", "source": source]
        body["messages"] = [["role": "user", "content": [image]]]
        #expect(try await Bench().message(.object(body)).status == 200)
    }

    @Test func `reasoning is a thinking block before the text`() async throws {
        let bench = try Bench(.plain.with { $0.reasoningTokens = 100 })
        let whole = try await bench.message(Messages.body("x"))
        #expect(whole.json["content"]?.array?.map { $0["type"] } == ["thinking", "text"])
        #expect(whole.json["content"]?[0]?["thinking"] == "")
        let usage = whole.json["usage"]
        let hidden = usage?["output_tokens_details"]?["thinking_tokens"]?.integer ?? 0
        #expect(hidden > 0)
        #expect((usage?["output_tokens"]?.integer ?? 0) > hidden)

        let body = Messages.body("x", [Messages.schema, ("stream", true)])
        let stream = try await bench.message(body)
        #expect(
            stream.eventTypes == [
                "message_start", "content_block_start", "content_block_delta",
                "content_block_stop", "content_block_start", "ping", "content_block_delta",
                "content_block_stop", "message_delta", "message_stop",
            ]
        )
        let signature = stream.chunks.first { $0["delta"]?["type"] == "signature_delta" }
        #expect(signature?["index"] == 0)
        let text = stream.chunks.first { $0["delta"]?["type"] == "text_delta" }
        #expect(text?["index"] == 1)
        #expect(stream.streamedMessage == whole.messageText)
    }

    @Test func `an answer may come to nothing after its thinking`() async throws {
        let bench = try Bench(
            .plain.with {
                $0.reasoningTokens = 100
                $0.emptyAfterReasoningShare = 1
            }
        )
        let whole = try await bench.message(Messages.body("x"))
        #expect(whole.json["content"]?.array?.map { $0["type"] } == ["thinking"])
        #expect(whole.json["stop_reason"] == "max_tokens")
        #expect(whole.json["usage"]?["output_tokens"] == 1024)
        let body = Messages.body("x", [Messages.schema, ("stream", true)])
        let stream = try await bench.message(body)
        #expect(stream.eventTypes.suffix(2) == ["message_delta", "message_stop"])
        #expect(stream.eventTypes.count { $0 == "content_block_stop" } == 1)
    }

    @Test func `a model that declines stops for a refusal`() async throws {
        let bench = try Bench(.plain.with { $0.refusalShare = 1 })
        let whole = try await bench.message(Messages.body("x"))
        #expect(whole.json["stop_reason"] == "refusal")
        #expect(whole.json["stop_details"]?["type"] == "refusal")
    }
}
