import TallyCore
import TestServer
import Testing

/// An endpoint that is away for longer than its cases' retries.
@Suite(.timeLimit(.minutes(2)))
struct OutageTests {
    /// The one test that waits for a cooldown of 15 s.
    @Test func `an outage pauses the lane, which goes on once the server is back`() async throws {
        let benchmark = FaultBenchmark(concurrency: 1)
        let (calls, called) = AsyncStream.makeStream(of: Void.self)
        let fault: FaultScene.Choice = { request in
            // Nothing more is answered, so that the run does not outpace the outage.
            guard request.number == 5 else { return nil }
            called.yield()
            return Fault("outage", [])
        }
        try await FaultScene.withoutTurn(benchmark, fault: fault) { scene in
            let program = try scene.start("run", "trial.yaml", "--json")
            for await _ in calls { break }
            try await scene.server.shut()
            let pause = "no answer 3 times in a row"
            try await wait(until: "the lane pauses") { program.messages.contains(pause) }
            #expect(scene.server.plays.count == 5)
            scene.mend()
            try await scene.server.listen()

            let outcome = try await program.outcome()
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect(outcome.messages.contains("next try in 15 s"))
            let missed = try scene.store.attempts().filter { $0.error != nil }
            let trials = try scene.store.trials()
            let pending = Set(trials.filter { $0.state == "pending" }.map(\.shop))
            for attempt in try scene.attempts(hitBy: "outage", count: 1) {
                #expect(attempt.error == "connect")
                #expect(attempt.billed == "possibly_billed")
            }
            // Two attempts for each of the three trials, of which one met a server.
            #expect(missed.map(\.error) == Array(repeating: "connect", count: 6))
            #expect(missed.filter(\.wasSent).count == 1)
            // What the outage left was sent once more at the end, and answered.
            #expect(pending.count == 3)
            #expect(trials.filter(\.isAccepted).count == FaultBenchmark.cases)
            #expect(trials.count == FaultBenchmark.cases + 3)
            try scene.expectAnswered()
        }
    }
}
