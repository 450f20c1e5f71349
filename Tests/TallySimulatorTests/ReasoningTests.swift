import TallyCore
import TallySimulator
import Testing

struct ReasoningTests {
    private static let thoughtful = Simulation.plain.with { $0.reasoningTokens = 400 }
    private static let format: (String, JSONValue) = ("response_format", ["type": "json_object"])

    private func reasoning(_ reply: Reply) -> Int? {
        reply.json["usage"]?["completion_tokens_details"]?["reasoning_tokens"]?.integer
    }

    @Test func `reasoning is spread around its median and billed`() async throws {
        let bench = try Bench(Self.thoughtful)
        var counts: [Int] = []
        for number in 0..<301 {
            let reply = try await bench.post(request("\(number)"))
            let hidden = try #require(reasoning(reply))
            let visible = ((reply.answer?.utf8.count ?? 0) + 3) / 4
            #expect(reply.json["usage"]?["completion_tokens"]?.integer == hidden + visible)
            counts.append(hidden)
        }
        counts.sort()
        #expect(abs(Double(counts[150]) / 400 - 1) < 0.15)
        #expect(counts[0] < 200)
        #expect(counts[300] > 800)
        let total = counts.reduce(0, +)
        #expect(bench.simulator.counters["sim-a"]?.reasoningTokens == total)
    }

    @Test func `the first content comes after the reasoning`() async throws {
        let steady = Self.thoughtful.with {
            $0.timeToFirstToken = 0.5
            $0.timeToFirstTokenSpread = 0
            $0.tokensPerSecond = 100
        }
        let clock = RecordingClock()
        let bench = try Bench(steady, speed: 1, clock: clock)
        let options: (String, JSONValue) = ("stream_options", ["include_usage": true])
        let stream = try await bench.post(
            request(Case.market.text ?? "", [Self.format, ("stream", true), options])
        )
        let usage = stream.chunks.last?["usage"]
        let hidden = try #require(
            usage?["completion_tokens_details"]?["reasoning_tokens"]?.integer
        )
        let thinking = clock.waits[1].seconds
        #expect(abs(clock.waits[0].seconds - 0.5) < 0.001)
        #expect((0.85...1.15).contains(thinking / (Double(hidden) / 100)))
        let before = clock.total.seconds
        _ = try await bench.post(request(Case.market.text ?? "", [Self.format]))
        #expect(clock.total.seconds - before > 0.5 + Double(hidden) / 100 * 0.85)
    }

    @Test func `reasoning is an item of its own in a response`() async throws {
        let bench = try Bench(Self.thoughtful)
        let text = Case.market.text ?? ""
        let whole = try await bench.post(response(to: text), to: ResponsesPath.openAI)
        let output = whole.json["output"]?.array ?? []
        #expect(output.map { $0["type"] } == ["reasoning", "message"])
        #expect(output[0]["summary"] == [])
        let usage = whole.json["usage"]
        let hidden = usage?["output_tokens_details"]?["reasoning_tokens"]?.integer ?? 0
        #expect(hidden > 0)
        #expect((usage?["output_tokens"]?.integer ?? 0) > hidden)

        let format: (String, JSONValue) = ("text", ["format": ["type": "json_object"]])
        let body = response(to: text, [format, ("stream", true)])
        let stream = try await bench.post(body, to: ResponsesPath.openAI)
        #expect(
            stream.eventTypes.prefix(6) == [
                "response.created", "response.in_progress", "response.output_item.added",
                "response.output_item.done", "response.output_item.added",
                "response.content_part.added",
            ]
        )
        let delta = stream.chunks.first { $0["type"] == "response.output_text.delta" }
        #expect(delta?["output_index"] == 1)
        #expect(stream.lastResponse == whole.json)
    }

    @Test func `a limit counts the reasoning`() async throws {
        let bench = try Bench(Self.thoughtful)
        for number in 0..<40 {
            let reply = try await bench.post(
                request("\(number)", [Self.format, ("max_completion_tokens", 300)])
            )
            let used = reply.json["usage"]?["completion_tokens"]?.integer ?? 0
            #expect(used <= 300)
            if reasoning(reply) == 300 {
                #expect(reply.answer == "")
                #expect(reply.json["choices"]?[0]?["finish_reason"] == "length")
            }
        }
    }

    @Test func `an answer may come to nothing after its reasoning`() async throws {
        let bench = try Bench(Self.thoughtful.with { $0.emptyAfterReasoningShare = 1 })
        let chat = try await bench.post(request("x", [Self.format, ("max_tokens", 1000)]))
        #expect(chat.answer == "")
        #expect(chat.json["choices"]?[0]?["finish_reason"] == "length")
        #expect(reasoning(chat) == 1000)
        #expect(chat.json["usage"]?["completion_tokens"] == 1000)

        for stream in [false, true] {
            let body = response(to: "x", [("stream", .bool(stream))])
            let reply = try await bench.post(body, to: ResponsesPath.openAI)
            let object = stream ? reply.lastResponse : reply.json
            #expect(object["status"] == "incomplete")
            #expect(object["incomplete_details"] == ["reason": "max_output_tokens"])
            #expect(object["output"]?.array?.map { $0["type"] } == ["reasoning"])
            #expect(Reply.text(of: object) == nil)
        }
    }

    @Test func `what came to nothing declines nothing`() async throws {
        let bench = try Bench(
            Self.thoughtful.with {
                $0.emptyAfterReasoningShare = 1
                $0.refusalShare = 1
                $0.malformedShare = 1
            }
        )
        let reply = try await bench.post(request("x"))
        #expect(reply.answer == "")
        #expect(reply.json["choices"]?[0]?["message"]?["refusal"] == .null)
        let counters = bench.simulator.counters["sim-a"]
        #expect(counters?.refusals == 0)
        #expect(counters?.malformed == 0)
    }

    @Test func `answers come to nothing at the set share, streamed or not`() async throws {
        let bench = try Bench(Self.thoughtful.with { $0.emptyAfterReasoningShare = 0.3 })
        var empty = 0
        for number in 0..<200 {
            let whole = try await bench.post(request("\(number)", [Self.format]))
            let stream = try await bench.post(
                request("\(number)", [Self.format, ("stream", true)])
            )
            #expect(stream.streamedAnswer == whole.answer)
            if whole.answer == "" { empty += 1 }
        }
        #expect((40...80).contains(empty))
    }

    @Test func `a model that does not reason says so`() async throws {
        #expect(try await reasoning(Bench().post(request("x"))) == 0)
    }
}
