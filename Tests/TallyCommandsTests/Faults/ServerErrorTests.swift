import TallyCore
import TestServer
import Testing

/// Servers that fail with a status, and what they say about trying again.
@Suite(.timeLimit(.minutes(3)))
struct ServerErrorTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let status: String
        var fields: [String] = ["retry-after-ms: 1"]
        let error: String
        var billed = "not_billed"
        /// Attempts until it is given up.
        let attempts: Int

        var testDescription: String { ([status] + fields).joined(separator: ", ") }

        var fault: Fault {
            let body = #"{"error":{"message":"out of order"}}"#
            return .response("refusal", status, fields, bytes: Array(body.utf8))
        }
    }

    static let refusals = [
        Refusal(status: "500 Internal Server Error", error: "server_error", attempts: 5),
        Refusal(status: "503 Service Unavailable", error: "server_error", attempts: 5),
        Refusal(status: "409 Conflict", error: "server_error", attempts: 5),
        Refusal(
            status: "408 Request Timeout",
            error: "timeout",
            billed: "possibly_billed",
            attempts: 5
        ),
        Refusal(
            status: "500 Internal Server Error",
            fields: ["x-should-retry: false"],
            error: "server_error",
            attempts: 1
        ),
        Refusal(
            status: "400 Bad Request",
            fields: ["x-should-retry: true", "retry-after-ms: 1"],
            error: "bad_request",
            attempts: 5
        ),
        Refusal(status: "400 Bad Request", error: "bad_request", attempts: 1),
        Refusal(status: "422 Unprocessable Content", error: "bad_request", attempts: 1),
    ]

    @Test(arguments: refusals)
    func `a failing case is given up after as many attempts as make sense`(
        refusal: Refusal
    ) async throws {
        // One at a time: what is refused before anything was answered would be pending.
        var benchmark = FaultBenchmark(concurrency: 1)
        benchmark.retry = "{max_attempts: 5}"
        let fault: FaultScene.Choice = { request in
            request.number > 1 && FaultScene.faulty.contains(request.subject) ? refusal.fault : nil
        }
        try await FaultScene.with(benchmark, fault: fault) { scene in
            let run = try await scene.run()
            let count = 2 * refusal.attempts
            for attempt in try scene.attempts(hitBy: "refusal", count: count) {
                #expect(attempt.status == Int(refusal.status.prefix(3)))
                #expect(attempt.error == refusal.error)
                #expect(attempt.message == "out of order")
                #expect(attempt.billed == refusal.billed)
                #expect((1...refusal.attempts).contains(attempt.number))
            }
            for trial in try scene.faultyTrials() {
                #expect(trial.isAccepted)
                #expect(trial.state == "failed")
                #expect(trial.error == refusal.error)
                #expect(trial.isExact == nil)
            }
            #expect(run["trials"]?["failed"]?.integer == 2)
            try scene.expectAnswered(allBut: FaultScene.faulty)
        }
    }

    @Test func `a 400 that the server wants a retry of is answered by it`() async throws {
        let refusal = try #require(Self.refusals.first { $0.fields.count == 2 })
        try await FaultScene.with(fault: FaultScene.once(refusal.fault)) { scene in
            try await scene.run()
            let attempts = try scene.attempts(hitBy: "refusal", count: 2)
            #expect(attempts.allSatisfy { $0.status == 400 && $0.number == 1 })
            try scene.expectMendedByRetry()
        }
    }
}
