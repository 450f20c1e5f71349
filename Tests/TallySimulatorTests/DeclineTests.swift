import TallyCore
import TallySimulator
import Testing

/// Models that decline to answer.
struct DeclineTests {
    private static let unwilling = Simulation.plain.with { $0.refusalShare = 1 }

    @Test func `chat completions have a refusal instead of content`() async throws {
        let whole = try await Bench(Self.unwilling).post(request("x"))
        let message = whole.json["choices"]?[0]?["message"]
        #expect(message?["content"] == .null)
        #expect(message?["refusal"]?.string?.hasPrefix("I'm sorry") == true)
        #expect(whole.json["choices"]?[0]?["finish_reason"] == "stop")

        let format: (String, JSONValue) = ("response_format", ["type": "json_object"])
        let stream = try await Bench(Self.unwilling).post(request("x", [format, ("stream", true)]))
        let refusal = stream.chunks.compactMap { $0["choices"]?[0]?["delta"]?["refusal"]?.string }
        #expect(refusal.joined() == message?["refusal"]?.string)
        #expect(stream.streamedAnswer.isEmpty)
    }

    @Test func `responses have a part of the type refusal`() async throws {
        let bench = try Bench(Self.unwilling)
        let format: (String, JSONValue) = ("text", ["format": ["type": "json_object"]])
        let whole = try await bench.post(response(to: "x", [format]), to: ResponsesPath.openAI)
        let part = whole.json["output"]?[0]?["content"]?[0]
        #expect(part?.object?.keys == ["type", "refusal"])
        #expect(part?["type"] == "refusal")
        let body = response(to: "x", [format, ("stream", true)])
        let stream = try await bench.post(body, to: ResponsesPath.openAI)
        #expect(stream.eventTypes.contains("response.refusal.delta"))
        #expect(stream.eventTypes.contains("response.refusal.done"))
        #expect(!stream.eventTypes.contains("response.output_text.delta"))
        #expect(stream.streamedText == part?["refusal"]?.string)
        #expect(stream.lastResponse == whole.json)
    }

    @Test func `models decline at the set share`() async throws {
        let bench = try Bench(.plain.with { $0.refusalShare = 0.3 })
        for number in 0..<200 { _ = try await bench.post(request("\(number)")) }
        let refusals = bench.simulator.counters["sim-a"]?.refusals ?? 0
        #expect((40...80).contains(refusals))
    }
}
