import TallyCore
import Testing

/// Endpoints that refuse: the run is partial, says why, and goes on once the endpoint is mended.
@Suite(.timeLimit(.minutes(3)))
struct PartialRunTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let reply: Reply
        /// Why the run stopped, as the document says it.
        let reason: String
    }

    static let refusals = [
        Refusal(
            testDescription: "wrong key",
            reply: .refusal(401, code: "invalid_api_key", "Incorrect API key provided"),
            reason: "auth (401): Incorrect API key provided"
        ),
        Refusal(
            testDescription: "no permission",
            reply: .refusal(403, code: "forbidden", "not for you"),
            reason: "auth (403): not for you"
        ),
        Refusal(
            testDescription: "wrong deployment",
            reply: .refusal(404, code: "DeploymentNotFound", "no such deployment"),
            reason: "not_found (404): no such deployment"
        ),
        Refusal(
            testDescription: "used-up quota",
            reply: .refusal(429, code: "insufficient_quota", "no money left"),
            reason: "quota (429): no money left"
        ),
    ]

    @Test(arguments: refusals)
    func `a refusing endpoint ends with 6 and is resumed once mended`(
        refusal: Refusal
    ) async throws {
        let script: ModelServer.Script = { call in
            call.number <= 3 ? .answer(to: call) : refusal.reply
        }
        try await Scene.with(script: script) { scene in
            try await Self.checkPartial(scene, reason: refusal.reason)
            // What was in flight when the lane stopped may have been refused too, but no more than that.
            #expect(scene.server.calls.count <= 3 + 2)
            scene.server.mend()
            try await Self.checkResumed(scene)
        }
    }

    @Test func `an unreachable endpoint ends with 6 and is resumed once it is there`() async throws
    {
        let port = try ReservedPort()
        try await Sandbox.with { sandbox in
            let scene = Scene(sandbox: sandbox, server: ModelServer())
            try scene.writeBenchmark(port: port.number, cases: 12, concurrency: 4)
            let address = "127.0.0.1:\(port.number)"
            try await Self.checkPartial(scene, reason: "cannot connect to \(address)")
            port.release()
            try await scene.server.serving(on: port.number) { _ in
                try await Self.checkResumed(scene)
            }
        }
    }

    @Test func `a spent budget ends with 6, sends no more, and is resumed under a higher one`()
        async throws
    {
        try await Scene.with { scene in
            try await Self.checkPartial(
                scene,
                reason: "max_tokens of 6000 leaves no room for a request",
                "--max-tokens",
                "6000"
            )
            let sent = scene.server.calls.count
            #expect(sent > 0 && sent < 12)
            let again = try await scene.tally("resume")
            // A shorter prompt may still have room.
            #expect(again.code == 6 && scene.server.calls.count <= sent + 2)
            try await Self.checkResumed(scene, "--max-tokens", "1000000")
        }
    }

    @Test func `dollars cannot be bounded without a price, and nothing is sent`() async throws {
        try await Scene.with { scene in
            let outcome = try await scene.tally("run", "trial.yaml", "--max-cost", "1")
            #expect(outcome.code == 2 && scene.server.calls.isEmpty)
            let line = try #require(outcome.messageLines.first)
            #expect(line.contains("max_cost cannot bound remote: it has no price by the token"))
        }
    }

    private static func checkPartial(
        _ scene: Scene,
        reason: String,
        _ flags: String...
    ) async throws {
        let outcome = try await scene.tally(["run", "trial.yaml", "--json"] + flags)
        #expect(outcome.code == 6)
        let document = try JSONParser.parse(outcome.output)
        #expect(document["state"]?.string == "partial")
        let stop = try #require(document["runs"]?[0]?["stop_reason"]?.string)
        #expect(stop.contains(reason))
        let experiment = try #require(document["experiment"]?.string)
        let advice = "not complete: go on with `tally resume \(experiment)`, which uses"
        #expect(outcome.messageLines.last?.hasPrefix(advice) == true)
    }

    private static func checkResumed(_ scene: Scene, _ flags: String...) async throws {
        let outcome = try await scene.tally(["resume", "--json"] + flags)
        #expect(outcome.code == 0)
        let document = try JSONParser.parse(outcome.output)
        #expect(document["state"]?.string == "complete")
        let run = try #require(document["runs"]?[0])
        #expect(run["trials"]?["scored"]?.integer == 12)
        #expect(run["document_exact"]?["value"]?.double == 1)
        #expect(scene.server.answered.count == 12)
        #expect(scene.server.answered.values.allSatisfy { $0 == 1 })
    }
}
