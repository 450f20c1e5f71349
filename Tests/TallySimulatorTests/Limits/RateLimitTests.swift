import TallyCore
import TallySimulator
import Testing

struct RateLimitTests {
    /// Answers at once, so that only the test moves the clock.
    private static func limited(requests: Int = 0, tokens: Int = 0) -> Simulation {
        .plain.with {
            $0.timeToFirstToken = 0
            $0.tokensPerSecond = 1_000_000_000
            $0.requestsPerMinute = requests
            $0.tokensPerMinute = tokens
        }
    }

    /// Statuses of so many requests sent at once.
    private func burst(_ count: Int, at bench: Bench) async throws -> [Int] {
        var statuses: [Int] = []
        for _ in 0..<count {
            statuses.append(try await bench.post(request("x"), to: AzurePath.dated).status)
        }
        return statuses
    }

    @Test func `a burst is refused though the minute has room`() async throws {
        let clock = RecordingClock()
        let bench = try Bench(Self.limited(requests: 60), speed: 1, clock: clock)
        let statuses = try await burst(12, at: bench)
        #expect(statuses == Array(repeating: 200, count: 10) + [429, 429])
        try await clock.sleep(for: .seconds(1))
        #expect(try await burst(2, at: bench) == [200, 429])
    }

    @Test func `many requests a minute are counted by the second`() async throws {
        let clock = RecordingClock()
        let bench = try Bench(Self.limited(requests: 600), speed: 1, clock: clock)
        #expect(try await burst(11, at: bench).count { $0 == 429 } == 1)
    }

    @Test func `an even flow passes`() async throws {
        let clock = RecordingClock()
        let bench = try Bench(Self.limited(requests: 60), speed: 1, clock: clock)
        for _ in 0..<100 {
            #expect(try await burst(1, at: bench) == [200])
            try await clock.sleep(for: .seconds(1))
        }
    }

    @Test func `the hint says exactly when there is room again`() async throws {
        let clock = RecordingClock()
        let bench = try Bench(Self.limited(requests: 6), speed: 1, clock: clock)
        #expect(try await burst(1, at: bench) == [200])
        let refused = try await bench.post(request("x"), to: AzurePath.dated)
        let milliseconds = try #require(Int(refused.header("retry-after-ms") ?? ""))
        #expect((9_990...10_000).contains(milliseconds))
        #expect(refused.header("retry-after") == "10")
        #expect(refused.header("policy-id") == "DeploymentRatelimit-Call")
        try await clock.sleep(for: .milliseconds(milliseconds - 20))
        #expect(try await burst(1, at: bench) == [429])
        try await clock.sleep(for: .milliseconds(20))
        #expect(try await burst(1, at: bench) == [200])
    }

    @Test func `tokens run out while requests are left`() async throws {
        let clock = RecordingClock()
        let bench = try Bench(
            Self.limited(requests: 6000, tokens: 1000),
            speed: 1,
            clock: clock
        )
        let body = request("x", [("max_tokens", 400)])
        #expect(try await bench.post(body, to: AzurePath.dated).status == 200)
        #expect(try await bench.post(body, to: AzurePath.dated).status == 200)
        let refused = try await bench.post(body, to: AzurePath.dated)
        #expect(refused.status == 429)
        #expect(refused.json["error"]?["message"]?.string?.contains("token rate limit") == true)
        #expect(refused.header("policy-id") == "DeploymentRatelimit-Token")
        #expect((Int(refused.header("x-ratelimit-remaining-requests") ?? "") ?? 0) > 0)
        #expect((Int(refused.header("x-ratelimit-remaining-tokens") ?? "") ?? 0) > 0)
        #expect(refused.header("x-ratelimit-limit-tokens") == "1000")
    }

    @Test func `a request larger than the minute never fits, and Azure says a day`() async throws {
        let clock = RecordingClock()
        let bench = try Bench(Self.limited(tokens: 100), speed: 1, clock: clock)
        let reply = try await bench.post(request("x", [("max_tokens", 400)]), to: AzurePath.dated)
        #expect(reply.header("retry-after") == "86400")
    }

    @Test func `answers say what is left, and deployments count apart`() async throws {
        let clock = RecordingClock()
        let bench = try Bench(Self.limited(requests: 120), speed: 1, clock: clock)
        // Azure reports what is left of its window of ten seconds, not of the minute.
        let first = try await bench.post(request("x"), to: AzurePath.dated)
        #expect(first.header("x-ratelimit-limit-requests") == "120")
        #expect(first.header("x-ratelimit-remaining-requests") == "19")
        let other = try await bench.post(request("x", model: "sim-b"), to: AzurePath.current)
        #expect(other.header("x-ratelimit-remaining-requests") == "19")
        #expect(other.header("x-ratelimit-remaining-tokens") == nil)
    }

    @Test func `OpenAI's route counts too, and names the reset`() async throws {
        let clock = RecordingClock()
        let bench = try Bench(Self.limited(requests: 6), speed: 1, clock: clock)
        _ = try await bench.post(request("x"))
        let refused = try await bench.post(request("x"))
        #expect(refused.status == 429)
        #expect(refused.json["error"]?["code"] == "rate_limit_exceeded")
        #expect(refused.header("x-ratelimit-limit-requests") == "6")
        #expect(refused.header("x-ratelimit-reset-requests")?.hasSuffix("ms") == true)
        #expect(bench.simulator.counters["sim-a"]?.rateLimited == 1)
    }

    @Test func `hints are on the client's clock, limits on the simulated one`() async throws {
        let clock = RecordingClock()
        let bench = try Bench(Self.limited(requests: 6), speed: 10, clock: clock)
        _ = try await bench.post(request("x"))
        let refused = try await bench.post(request("x"))
        #expect((999...1000).contains(Int(refused.header("retry-after-ms") ?? "") ?? 0))
        try await clock.sleep(for: .seconds(1))
        #expect(try await bench.post(request("x")).status == 200)
    }

    @Test func `where nothing waits nothing is limited`() async throws {
        let bench = try Bench(Self.limited(requests: 6))
        #expect(try await burst(20, at: bench).allSatisfy { $0 == 200 })
    }
}
