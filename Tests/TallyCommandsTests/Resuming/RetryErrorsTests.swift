import TallyCore
import Testing

/// What the infrastructure failed can be sent again without touching anything else.
@Suite(.timeLimit(.minutes(3)))
struct RetryErrorsTests {
    @Test func `failed trials are sent again when asked for, and only they`() async throws {
        let script: ModelServer.Script = { call in
            guard ["Shop3", "Shop7"].contains(call.shop) else { return .answer(to: call) }
            return .refusal(500, code: "server_error", "out of order")
                .with("x-should-retry", "false")
        }
        try await Scene.with(script: script) { scene in
            let first = try await scene.tally("run", "trial.yaml", "--json")
            #expect(first.code == 0)
            let advice = "2 trials failed on the way, not by a model"
            #expect(first.messageLines.last?.hasPrefix(advice) == true)
            scene.server.mend()

            let plain = try await scene.tally("resume")
            #expect(plain.code == 2)
            let experiment = try #require(
                try JSONParser.parse(first.output)["experiment"]?.string
            )
            let named = try await scene.tally("resume", experiment)
            #expect(named.code == 2)
            #expect(named.messages.contains("--retry-errors sends its 2 failed trials again"))

            let retried = try await scene.tally("resume", "--retry-errors", "--json")
            #expect(retried.code == 0, "\(retried.messages)")
            let run = try JSONParser.parse(retried.output)["runs"]?[0]
            #expect(run?["trials"]?["scored"]?.integer == 12)
            #expect(run?["trials"]?["failed"]?.integer == 0)
            #expect(scene.server.answered.values.allSatisfy { $0 == 1 })
            #expect(scene.server.calls.count == 14)
            // What happened before stays on record.
            let store = StoreFile(scene.sandbox)
            #expect(store.count("trials", where: "state = 'failed' AND accepted = 0") == 2)
            #expect(store.count("attempts") == 14)

            let again = try await scene.tally("resume", "--retry-errors")
            #expect(again.code == 2)
            #expect(again.messages.contains("complete and without a failed trial"))
        }
    }
}
