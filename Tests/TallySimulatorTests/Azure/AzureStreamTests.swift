import TallyCore
import Testing

struct AzureStreamTests {
    private static func streamed(_ text: String = Case.market.text ?? "") -> JSONValue {
        request(
            text,
            [
                ("response_format", ["type": "json_object"]), ("stream", true),
                ("stream_options", ["include_usage": true]),
            ]
        )
    }

    @Test(arguments: AzurePath.all)
    func `a stream begins with a verdict on the prompt and no choices`(path: String) async throws {
        let reply = try await Bench().post(Self.streamed(), to: path)
        let first = try #require(reply.events.first)
        let golden = """
            {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":\
            [{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"},\
            "jailbreak":{"filtered":false,"detected":false},\
            "self_harm":{"filtered":false,"severity":"safe"},\
            "sexual":{"filtered":false,"severity":"safe"},\
            "violence":{"filtered":false,"severity":"safe"}}}]}
            """
        #expect(first == golden)
        #expect(reply.events.last == "[DONE]")
        #expect(reply.chunks.last?["choices"] == [])
        #expect((reply.chunks.last?["usage"]?["completion_tokens"]?.integer ?? 0) > 0)
    }

    @Test func `every choice carries the filter's results`() async throws {
        let stream = try await Bench().post(Self.streamed(), to: AzurePath.current)
        let choices = stream.chunks.compactMap { $0["choices"]?[0] }
        #expect(choices.count > 3)
        #expect(choices.allSatisfy { $0["content_filter_results"]?.object != nil })
        #expect(choices[1]["content_filter_results"]?["hate"]?["severity"] == "safe")

        let whole = try await Bench().post(request("x"), to: AzurePath.current)
        let filters = whole.json["choices"]?[0]?["content_filter_results"]
        #expect(filters?["violence"] == ["filtered": false, "severity": "safe"])
        #expect(whole.json["prompt_filter_results"]?[0]?["prompt_index"] == 0)
    }

    @Test func `OpenAI's route has none of it`() async throws {
        let stream = try await Bench().post(Self.streamed())
        #expect(!stream.text.contains("filter"))
        #expect(try await !Bench().post(request("x")).text.contains("filter"))
    }

    @Test func `streamed or not, the answer is the same`() async throws {
        let bench = try Bench(.plain.with { $0.fieldError.clean = 0.5 }, cases: Case.numbered(20))
        for item in Case.numbered(20) {
            let whole = try await bench.post(request(item.text ?? ""), to: AzurePath.dated)
            let stream = try await bench.post(Self.streamed(item.text ?? ""), to: AzurePath.dated)
            #expect(stream.streamedAnswer == whole.answer)
        }
    }

    @Test func `the verdict comes before the model's first token is due`() async throws {
        let steady = Simulation.plain.with {
            $0.timeToFirstToken = 1
            $0.timeToFirstTokenSpread = 0
        }
        let clock = RecordingClock()
        _ = try await Bench(steady, speed: 1, clock: clock)
            .post(Self.streamed(), to: AzurePath.dated)
        let waits = clock.waits.map(\.seconds)
        #expect(abs(waits[0] - 0.2) < 0.001)
        #expect(abs(waits[1] - 0.8) < 0.001)
    }
}
