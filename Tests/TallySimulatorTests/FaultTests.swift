import TallyCore
import TallySimulator
import Testing

struct FaultTests {
    private func limited(_ share: Double) -> Simulation {
        .plain.with { $0.rateLimitShare = share }
    }

    @Test func `a 429 says in every way how long to wait`() async throws {
        let reply = try await Bench(limited(1), speed: 1, clock: RecordingClock())
            .post(request("x"))
        let milliseconds = Int(reply.header("retry-after-ms") ?? "") ?? 0
        #expect(reply.status == 429)
        #expect((200...1000).contains(milliseconds))
        #expect(reply.header("retry-after") == "1")
        #expect(reply.header("x-ratelimit-remaining-requests") == "0")
        #expect(reply.header("x-ratelimit-reset-requests") == "\(milliseconds)ms")
        #expect(reply.json["error"]?["code"] == "rate_limit_exceeded")
    }

    @Test func `a body that met a fault is served when it comes again`() async throws {
        let bench = try Bench(limited(1))
        var statuses: [Int] = []
        for _ in 0..<4 { statuses.append(try await bench.post(request("x")).status) }
        #expect(statuses == [429, 200, 429, 200])
    }

    @Test func `faults come at the set share`() async throws {
        let bench = try Bench(limited(0.2))
        var refused = 0
        for number in 0..<500 where try await bench.post(request("\(number)")).status == 429 {
            refused += 1
        }
        #expect((75...125).contains(refused))
    }

    @Test func `the same bodies meet the same faults in any order`() async throws {
        let bodies = (0..<100).map { request("\($0)") }
        let one = try Bench(limited(0.3))
        let other = try Bench(limited(0.3))
        var first: [Int] = []
        var second: [Int] = []
        for body in bodies { first.append(try await one.post(body).status) }
        for body in bodies.reversed() { second.append(try await other.post(body).status) }
        #expect(first == second.reversed())
        #expect(Set(first) == [200, 429])
    }

    @Test func `another seed meets other faults`() async throws {
        let one = try Bench(limited(0.3))
        let other = try Bench(limited(0.3).with { $0.seed = 2 })
        var differing = 0
        for number in 0..<100 {
            let first = try await one.post(request("\(number)")).status
            if try await other.post(request("\(number)")).status != first { differing += 1 }
        }
        #expect(differing > 10)
    }

    @Test func `server errors are 500 or 503`() async throws {
        let bench = try Bench(.plain.with { $0.serverErrorShare = 1 })
        var statuses: Set<Int> = []
        for number in 0..<20 {
            let reply = try await bench.post(request("\(number)"))
            #expect(reply.json["error"]?["type"] == "server_error")
            statuses.insert(reply.status)
        }
        #expect(statuses == [500, 503])
    }

    @Test func `a stalled stream falls silent in the middle, then goes on or breaks off`()
        async throws
    {
        let simulation = Simulation.plain.with {
            $0.stallShare = 1
            $0.stall = 30
        }
        let clock = RecordingClock()
        let bench = try Bench(simulation, speed: 1, clock: clock)
        var finished = 0
        for number in 0..<20 {
            let reply = try? await bench.post(request("\(number)", [("stream", true)]))
            if let reply {
                finished += 1
                #expect(reply.text.hasSuffix("data: [DONE]\n\n"))
            }
        }
        #expect((1...19).contains(finished))
        #expect(clock.waits.count { $0 >= .seconds(30) } == 20)
    }

    @Test func `counters tell what was done, by kind`() async throws {
        let bench = try Bench(limited(1))
        for _ in 0..<4 { _ = try await bench.post(request("x")) }
        _ = try await bench.get("/health")
        _ = try await bench.post("{}")
        let stats = try await bench.get("/stats").json
        let model = stats["models"]?["sim-a"]
        #expect(model?["requests"] == 4)
        #expect(model?["answered"] == 2)
        #expect(model?["faults"] == ["rate_limited": 2, "server_error": 0, "stalled": 0])
        #expect(stats["models"]?["sim-b"]?["requests"] == 0)
        #expect(stats["refused"] == 1)
        #expect(bench.simulator.counters["sim-a"]?.rateLimited == 2)
    }
}
