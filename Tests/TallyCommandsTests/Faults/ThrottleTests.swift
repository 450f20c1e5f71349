import TallyCore
import TestServer
import Testing

/// Servers that say 429: waits are bounded, and no case is lost or charged with it.
@Suite(.timeLimit(.minutes(3)))
struct ThrottleTests {
    private static func throttle(_ fields: String...) -> Fault {
        let body = #"{"error":{"message":"slow down","code":"rate_limit_exceeded"}}"#
        return .response("throttle", "429 Too Many Requests", fields, bytes: Array(body.utf8))
    }

    @Test(arguments: [
        "soon", "-5", "1e9", "NaN", "inf", "0", "", "Sun, 06 Nov 1994 08:49:37 GMT",
        "1e-9",
    ])
    func `a wait that makes no sense is no wish`(value: String) async throws {
        let fault = Self.throttle("retry-after: \(value)")
        try await FaultScene.with(fault: FaultScene.once(fault)) { scene in
            // What a test waits for its turn is no time of the run.
            let start = ContinuousClock.now
            let run = try await scene.run()
            #expect(ContinuousClock.now - start < .seconds(60))
            for attempt in try scene.attempts(hitBy: "throttle", count: 2) {
                #expect(attempt.number == 1)
                #expect(attempt.status == 429)
                #expect(attempt.error == "rate_limited")
                #expect(attempt.billed == "not_billed")
                #expect(attempt.isEstimated == nil)
            }
            #expect(run["rate_limited"]?.integer == 2)
            try scene.expectMendedByRetry()
        }
    }

    @Test func `a storm of 429 costs no case and counts as no attempt`() async throws {
        let fault = Self.throttle("retry-after-ms: 1")
        let storm: FaultScene.Choice = { request in
            request.turn <= (FaultScene.faulty.contains(request.subject) ? 20 : 2) ? fault : nil
        }
        // Two attempts at most, and yet the twenty-first request is sent.
        try await FaultScene.with(fault: storm) { scene in
            let run = try await scene.run()
            let count = 2 * 20 + 10 * 2
            let attempts = try scene.attempts(hitBy: "throttle", count: count)
            #expect(attempts.allSatisfy { $0.error == "rate_limited" })
            #expect(scene.server.plays.count == FaultBenchmark.cases + count)
            #expect(run["rate_limited"]?.integer == count)
            #expect(run["trials"]?["failed"]?.integer == 0)
            try scene.expectMendedByRetry(attempts: 21)
        }
    }

    @Test func `a wait longer than is allowed stops the lane, resumably`() async throws {
        var benchmark = FaultBenchmark(concurrency: 1)
        benchmark.retry = "{max_retry_after: 1s}"
        let fault = Self.throttle("retry-after: 30")
        try await FaultScene.with(benchmark, fault: FaultScene.always(fault)) { scene in
            let run = try await scene.run(exit: 6)
            let attempts = try scene.attempts(hitBy: "throttle", count: 1)
            #expect(attempts.first?.error == "rate_limited")
            #expect(scene.server.plays.last?.fault == "throttle")
            #expect(run["stop_reason"]?.string?.contains("slow down") == true)
            let pending = FaultBenchmark.cases - scene.server.plays.count + 1
            #expect(run["trials"]?["pending"]?.integer == pending)
            #expect(run["trials"]?["failed"]?.integer == 0)
            scene.mend()
            try await scene.resume()
        }
    }

    @Test func `waits that add up to more than is allowed park the case alone`() async throws {
        var benchmark = FaultBenchmark()
        benchmark.retry = "{max_throttle_wait: 300ms}"
        let fault = Self.throttle("retry-after-ms: 100")
        try await FaultScene.with(benchmark, fault: FaultScene.always(fault)) { scene in
            let run = try await scene.run(exit: 6)
            // Three waits of 100 ms for each of the two, then no more.
            let attempts = try scene.attempts(hitBy: "throttle", count: 8)
            #expect(attempts.map(\.number).max() == 4)
            #expect(try scene.faultyTrials().allSatisfy { !$0.isAccepted && $0.state == "pending" })
            #expect(run["trials"]?["pending"]?.integer == 2)
            #expect(run["trials"]?["failed"]?.integer == 0)
            try scene.expectAnswered(allBut: FaultScene.faulty)
            scene.mend()
            try await scene.resume()
            #expect(scene.server.plays.count == FaultBenchmark.cases + 8)
        }
    }
}
