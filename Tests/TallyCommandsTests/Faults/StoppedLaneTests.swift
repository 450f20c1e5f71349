import TallyCore
import TestServer
import Testing

/// Refusals that no case can pass: they stop one lane at once, and no other.
@Suite(.timeLimit(.minutes(3)))
struct StoppedLaneTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let status: String
        let code: String
        let error: String
    }

    static let refusals = [
        Refusal(
            testDescription: "used-up quota",
            status: "429 Too Many Requests",
            code: "insufficient_quota",
            error: "quota"
        ),
        Refusal(
            testDescription: "wrong key",
            status: "401 Unauthorized",
            code: "invalid_api_key",
            error: "auth"
        ),
        Refusal(
            testDescription: "no permission",
            status: "403 Forbidden",
            code: "forbidden",
            error: "auth"
        ),
        Refusal(
            testDescription: "wrong deployment",
            status: "404 Not Found",
            code: "DeploymentNotFound",
            error: "not_found"
        ),
    ]

    @Test(arguments: refusals)
    func `a refusal stops its lane at once, while the other goes on`(
        refusal: Refusal
    ) async throws {
        let benchmark = FaultBenchmark(variants: ["remote", "other"], concurrency: 2)
        let body = #"{"error":{"message":"not for you","code":"\#(refusal.code)"}}"#
        let fault = Fault.response("refusal", refusal.status, body: body)
        try await FaultScene.with(
            benchmark,
            fault: { $0.subject.hasPrefix("other/") ? nil : fault }
        ) { scene in
            let outcome = try await scene.tally("run", "trial.yaml", "--json")
            #expect(outcome.code == 6)
            let refused = scene.server.plays.filter { $0.fault == "refusal" }.count
            // No more than were in flight when the first refusal came.
            #expect((1...2).contains(refused))
            for attempt in try scene.attempts(hitBy: "refusal", count: refused) {
                #expect(attempt.number == 1)
                #expect(attempt.error == refusal.error)
                #expect(attempt.billed == "not_billed")
            }
            let runs = try JSONParser.parse(outcome.output)["runs"]
            #expect(runs?[0]?["state"]?.string == "partial")
            #expect(runs?[0]?["stop_reason"]?.string?.contains("not for you") == true)
            #expect(runs?[0]?["trials"]?["pending"]?.integer == FaultBenchmark.cases)
            #expect(runs?[1]?["state"]?.string == "complete")
            #expect(runs?[1]?["stop_reason"]?.string == nil)
            #expect(runs?[1]?["document_exact"]?["n"]?.integer == FaultBenchmark.cases)
            #expect(runs?[1]?["document_exact"]?["value"]?.double == 1)

            scene.mend()
            let resumed = try await scene.tally("resume")
            #expect(resumed.code == 0, "\(resumed.messages)")
            let answered = try scene.store.trials().filter { $0.isAccepted && $0.isExact == true }
            #expect(answered.filter { $0.run == "remote" }.count == FaultBenchmark.cases)
            #expect(answered.filter { $0.run == "other" }.count == FaultBenchmark.cases)
            #expect(scene.server.plays.count == 2 * FaultBenchmark.cases + refused)
        }
    }
}
