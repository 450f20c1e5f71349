import TallyCore
import TestServer
import Testing

/// Connections that break: asked again within the same trial, a row for each attempt.
@Suite(.timeLimit(.minutes(3)))
struct BrokenConnectionTests {
    struct Break: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let steps: [TestServer.Step]
        /// A head came before.
        let hasStatus: Bool
    }

    private static let half = Fault.head("200 OK", ["content-length: 4000"]) + "{\"id\":"
    private static let pause = TestServer.Step.wait(.milliseconds(40))

    static let breaks = [
        Break(testDescription: "closed before the head", steps: [.close], hasStatus: false),
        Break(testDescription: "reset before the head", steps: [.reset], hasStatus: false),
        Break(
            testDescription: "closed within the head",
            steps: [.send("HTTP/1.1 200 OK\r\ncontent-"), .close],
            hasStatus: false
        ),
        Break(
            testDescription: "closed in mid-body",
            steps: [.send(half), pause, .close],
            hasStatus: true
        ),
        Break(
            testDescription: "reset in mid-body",
            steps: [.send(half), pause, .reset],
            hasStatus: true
        ),
        Break(
            testDescription: "half closed in mid-body",
            steps: [.send(half), .halfClose],
            hasStatus: true
        ),
    ]

    @Test(arguments: breaks)
    func `a broken connection is asked again`(fault: Break) async throws {
        let choice = FaultScene.once(Fault("broken", fault.steps))
        try await FaultScene.with(fault: choice) { scene in
            let run = try await scene.run()
            for attempt in try scene.attempts(hitBy: "broken", count: 2) {
                #expect(attempt.number == 1)
                #expect(attempt.status == (fault.hasStatus ? 200 : nil))
                #expect(attempt.error == (fault.hasStatus ? "truncated" : "connect"))
                #expect(attempt.message.hasPrefix("connection lost"), "\(attempt.message)")
                #expect(attempt.billed == "possibly_billed")
                #expect(attempt.wasSent)
                #expect(attempt.body == (fault.hasStatus ? Array("{\"id\":".utf8) : []))
            }
            #expect(scene.server.plays.count == FaultBenchmark.cases + 2)
            #expect(run["retries"]?.integer == 2)
            try scene.expectMendedByRetry()
        }
    }

    @Test(arguments: [TestServer.Step.close, .reset])
    func `a connection that breaks before it is used costs an attempt, not a case`(
        step: TestServer.Step
    ) async throws {
        let broken = 2
        // One at a time: where several wait for connections, one that breaks takes all of them along.
        var benchmark = FaultBenchmark(concurrency: 1)
        benchmark.retry = "{max_attempts: 3}"
        try await FaultScene.with(
            benchmark,
            greeting: { $0 <= broken ? Fault("broken", [step]) : nil }
        ) { scene in
            try await scene.run()
            #expect(scene.server.connections.all > broken)
            // No request arrived on these connections.
            for attempt in try scene.attempts(hitBy: "answer", count: FaultBenchmark.cases) {
                #expect(attempt.error == nil)
            }
            let failed = try scene.store.attempts().filter { $0.error != nil }
            #expect(failed.count == broken)
            for attempt in failed {
                #expect(attempt.error == "connect")
                #expect(attempt.status == nil)
            }
            try scene.expectAnswered()
        }
    }

    /// Whether a request meets the end of its connection is chance; that it has a row is not.
    @Test(arguments: [0, 1, 3])
    func `a server that hangs up after each answer loses no request`(
        milliseconds: Int
    ) async throws {
        var benchmark = FaultBenchmark(concurrency: 3)
        benchmark.retry = "{max_attempts: 5}"
        let choice: FaultScene.Choice = { request in
            let end: [TestServer.Step] = [.wait(.milliseconds(milliseconds)), .close]
            return Fault("answer", Fault.answer(to: request).steps + end)
        }
        try await FaultScene.with(benchmark, fault: choice) { scene in
            try await scene.run()
            _ = try scene.attempts(hitBy: "answer", count: scene.server.plays.count)
            let attempts = try scene.store.attempts()
            let errors = attempts.compactMap(\.error)
            #expect(attempts.count - errors.count == FaultBenchmark.cases)
            #expect(errors.allSatisfy { $0 == "connect" }, "\(errors)")
            try scene.expectAnswered()
        }
    }
}
