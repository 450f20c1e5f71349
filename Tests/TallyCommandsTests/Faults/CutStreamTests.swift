import TallyCore
import TestServer
import Testing

/// Streams that end before their answer: perhaps billed, asked again, and never taken for an answer.
@Suite(.timeLimit(.minutes(3)))
struct CutStreamTests {
    struct Cut: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What arrives of the stream.
        let events: String
        /// How it ends after that.
        var end: [TestServer.Step] = [.send(Fault.lastChunk)]
        var isReported = false

        var fault: Fault {
            let head = TestServer.Step.send(Fault.streamHead)
            return Fault("cut", [head, .sendBytes(Fault.chunk(events))] + end)
        }
    }

    static let start = Chat.piece(#"{"merchant":"Sho"#)
    /// What was sent has arrived before the connection is torn down.
    static let pause = TestServer.Step.wait(.milliseconds(40))

    static let cuts = [
        Cut(testDescription: "an orderly end in mid-event", events: start + "data: {\"choi"),
        Cut(
            testDescription: "closed in mid-event",
            events: start + "data: {\"choi",
            end: [pause, .close]
        ),
        Cut(testDescription: "an orderly end without finish or [DONE]", events: start),
        Cut(
            testDescription: "closed without finish or [DONE]",
            events: start,
            end: [pause, .close]
        ),
        Cut(testDescription: "reset", events: start, end: [pause, .reset]),
        Cut(testDescription: "half closed", events: start, end: [.halfClose]),
        Cut(
            testDescription: "an error event",
            events: start + "data: {\"error\":{\"message\":\"overloaded\",\"code\":500}}\n\n"
        ),
        Cut(
            testDescription: "closed after its usage",
            events: start + Chat.usage,
            end: [pause, .close],
            isReported: true
        ),
    ]

    @Test(arguments: cuts)
    func `a cut stream is truncated, keeps what came and is asked again`(cut: Cut) async throws {
        try await FaultScene.with(
            .init(isStreamed: true),
            fault: FaultScene.once(cut.fault)
        ) { scene in
            let run = try await scene.run()
            for attempt in try scene.attempts(hitBy: "cut", count: 2) {
                #expect(attempt.number == 1)
                #expect(attempt.status == 200)
                #expect(attempt.error == "truncated", "\(attempt)")
                #expect(attempt.billed == (cut.isReported ? "billed" : "possibly_billed"))
                #expect(attempt.isEstimated == !cut.isReported)
                #expect(attempt.hasFirstContent)
                #expect(attempt.body == Array(cut.events.utf8))
            }
            #expect(scene.server.plays.count == FaultBenchmark.cases + 2)
            #expect(run["retries"]?.integer == 2)
            try scene.expectMendedByRetry()
        }
    }

    @Test func `a stream that is cut each time is a failure of the way, not of the model`()
        async throws
    {
        let cut = Cut(testDescription: "", events: Self.start)
        try await FaultScene.with(
            .init(isStreamed: true),
            fault: FaultScene.always(cut.fault)
        ) { scene in
            let run = try await scene.run()
            let attempts = try scene.attempts(hitBy: "cut", count: 4)
            #expect(attempts.map(\.number).sorted() == [1, 1, 2, 2])
            #expect(attempts.allSatisfy { $0.error == "truncated" && $0.hasFirstContent })
            for trial in try scene.faultyTrials() {
                #expect(trial.isAccepted)
                #expect(trial.state == "failed")
                #expect(trial.error == "truncated")
                #expect(trial.isExact == nil)
            }
            #expect(run["trials"]?["failed"]?.integer == 2)
            #expect(run["document_exact"]?["n"]?.integer == FaultBenchmark.cases - 2)
            try scene.expectAnswered(allBut: FaultScene.faulty)
        }
    }
}
