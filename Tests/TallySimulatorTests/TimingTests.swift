import TallyCore
import Testing

struct TimingTests {
    private static let steady = Simulation.plain.with {
        $0.timeToFirstToken = 0.4
        $0.timeToFirstTokenSpread = 0
        $0.tokensPerSecond = 100
    }

    @Test func `the first token comes after its time, the rest at the model's pace`() async throws {
        let clock = RecordingClock()
        let bench = try Bench(Self.steady, speed: 1, clock: clock)
        let reply = try await bench.post(request(Case.market.text ?? "", [("stream", true)]))
        let tokens = Double(reply.streamedAnswer.utf8.count) / 4
        let writing = clock.total.seconds - 0.4
        #expect(abs((clock.waits.first?.seconds ?? 0) - 0.4) < 0.001)
        #expect(writing > 0.01 * (tokens - 7) * 0.85)
        #expect(writing < 0.01 * (tokens + 1) * 1.15)
    }

    @Test func `an answer that is not streamed takes as long as its last token`() async throws {
        let clock = RecordingClock()
        let bench = try Bench(Self.steady, speed: 1, clock: clock)
        let reply = try await bench.post(request(Case.market.text ?? ""))
        let tokens = reply.json["usage"]?["completion_tokens"]?.double ?? 0
        #expect(clock.waits.count == 1)
        #expect(clock.total.seconds > 0.4 + 0.01 * tokens * 0.85 - 0.001)
        #expect(reply.header("openai-processing-ms") == String(Int(clock.total.seconds * 1000)))
    }

    @Test func `speed divides every wait`() async throws {
        var totals: [Double] = []
        for speed in [1.0, 4.0] {
            let clock = RecordingClock()
            let bench = try Bench(Self.steady, speed: speed, clock: clock)
            _ = try await bench.post(request("x", [("stream", true)]))
            totals.append(clock.total.seconds)
        }
        #expect(abs(totals[0] / totals[1] - 4) < 0.001)
    }

    @Test func `first tokens are spread log-normally around their median`() async throws {
        let clock = RecordingClock()
        let spread = Self.steady.with { $0.timeToFirstTokenSpread = 0.5 }
        let bench = try Bench(spread, speed: 1, clock: clock)
        for number in 0..<401 {
            _ = try await bench.post(request("\(number)", [("max_tokens", 1)]))
        }
        let waits = clock.waits.map(\.seconds).sorted()
        #expect(abs(waits[200] / 0.41 - 1) < 0.15)
        // 84 % of a normal distribution lie below its mean plus one standard deviation.
        #expect(abs(waits[337] / waits[200] / 1.65 - 1) < 0.2)
    }
}
