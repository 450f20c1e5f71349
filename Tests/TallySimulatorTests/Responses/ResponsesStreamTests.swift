import TallyCore
import TallySimulator
import Testing

struct ResponsesStreamTests {
    private static let format: (String, JSONValue) = ("text", ["format": ["type": "json_object"]])

    private static func streamed(
        _ text: String,
        _ members: [(String, JSONValue)] = []
    ) -> JSONValue {
        response(to: text, [format, ("stream", true)] + members)
    }

    @Test(arguments: ResponsesPath.all)
    func `a stream has the documented events in their order`(path: String) async throws {
        let reply = try await Bench().post(Self.streamed(Case.market.text ?? ""), to: path)
        #expect(
            reply.eventTypes == [
                "response.created", "response.in_progress", "response.output_item.added",
                "response.content_part.added", "response.output_text.delta",
                "response.output_text.done", "response.content_part.done",
                "response.output_item.done", "response.completed",
            ]
        )
        #expect(reply.eventNames == reply.chunks.compactMap { $0["type"]?.string })
        #expect(!reply.text.contains("[DONE]"))
        let numbers = reply.chunks.compactMap { $0["sequence_number"]?.integer }
        #expect(numbers == Array(0..<reply.chunks.count))
        #expect(reply.chunks.first?["response"]?["usage"] == .null)
        #expect(reply.chunks.first?["response"]?["service_tier"] == "auto")
    }

    @Test func `the last event carries what a whole response is`() async throws {
        let bench = try Bench(.plain.with { $0.fieldError.clean = 0.5 }, cases: Case.numbered(20))
        for item in Case.numbered(20) {
            let text = item.text ?? ""
            let whole = try await bench.post(
                response(to: text, [Self.format]),
                to: ResponsesPath.openAI
            )
            let stream = try await bench.post(Self.streamed(text), to: ResponsesPath.openAI)
            #expect(stream.lastResponse == whole.json)
            #expect(stream.streamedText == whole.outputText)
        }
    }

    @Test func `the response exists before the first token is due`() async throws {
        let steady = Simulation.plain.with {
            $0.timeToFirstToken = 1
            $0.timeToFirstTokenSpread = 0
        }
        let clock = RecordingClock()
        _ = try await Bench(steady, speed: 1, clock: clock)
            .post(Self.streamed("x"), to: ResponsesPath.openAI)
        #expect(abs(clock.waits[0].seconds - 0.2) < 0.001)
        #expect(abs(clock.waits[1].seconds - 0.8) < 0.001)
    }

    @Test func `a limit ends the stream incomplete`() async throws {
        let reply = try await Bench().post(
            Self.streamed(Case.market.text ?? "", [("max_output_tokens", 16)]),
            to: ResponsesPath.openAI
        )
        #expect(reply.eventTypes.last == "response.incomplete")
        #expect(reply.lastResponse["incomplete_details"] == ["reason": "max_output_tokens"])
        #expect(reply.streamedText.utf8.count == 64)
    }

    @Test func `a server may fail in the middle, and serves the next time`() async throws {
        let cases = Case.numbered(60)
        let bench = try Bench(.plain.with { $0.serverErrorShare = 1 }, cases: cases)
        var ends: Set<String> = []
        for item in cases {
            let body = Self.streamed(item.text ?? "")
            let reply = try await bench.post(body, to: ResponsesPath.openAI)
            ends.insert(reply.status == 200 ? reply.eventTypes.last ?? "" : "\(reply.status)")
            switch reply.eventTypes.last {
            case "error":
                #expect(
                    reply.chunks.last?.object?.keys
                        == ["type", "sequence_number", "code", "message", "param"]
                )
            case "response.failed":
                #expect(reply.lastResponse["status"] == "failed")
                #expect(reply.lastResponse["error"]?["code"] == "server_error")
                #expect(!reply.streamedText.isEmpty)
            default: break
            }
            let again = try await bench.post(body, to: ResponsesPath.openAI)
            #expect(again.eventTypes.last == "response.completed")
        }
        #expect(ends == ["error", "response.failed", "500", "503"])
        #expect(bench.simulator.counters["sim-a"]?.serverErrors == 60)
        #expect(bench.simulator.counters["sim-a"]?.answered == 60)
    }

    @Test func `what is not streamed fails by its status alone`() async throws {
        let bench = try Bench(.plain.with { $0.serverErrorShare = 1 })
        for number in 0..<20 {
            let reply = try await bench.post(response(to: "\(number)"), to: ResponsesPath.openAI)
            #expect([500, 503].contains(reply.status))
        }
    }
}
