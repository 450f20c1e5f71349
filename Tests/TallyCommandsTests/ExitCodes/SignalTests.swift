import Foundation
import TallyCore
import Testing

/// Ctrl-C and termination: what is in flight is waited for, the rest is left for `resume`.
@Suite(.timeLimit(.minutes(3)))
struct SignalTests {
    static let unhurried: ModelServer.Script = { call in
        try await Task.sleep(for: .milliseconds(100))
        return .answer(to: call)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a signal drains, and resume does the rest`(signal: Int32) async throws {
        try await Scene.with(cases: 20, script: Self.unhurried) { scene in
            let program = try scene.start("run", "trial.yaml", "--json")
            try await wait(until: "some are answered") { scene.server.answered.count >= 3 }
            program.signal(signal)
            let outcome = try await program.outcome()
            #expect(outcome.code == 128 + signal)
            let document = try JSONParser.parse(outcome.output)
            #expect(document["state"]?.string == "partial")
            let trials = try #require(document["runs"]?[0]?["trials"])
            let sent = scene.server.calls.count
            // Everything that left was waited for and kept.
            #expect(trials["scored"]?.integer == sent)
            #expect(trials["pending"]?.integer == 20 - sent)
            #expect((3...6).contains(sent))

            let rest = try await scene.tally("resume", "--json")
            #expect(rest.code == 0)
            #expect(scene.server.calls.count == 20)
            #expect(scene.server.answered.count == 20)
        }
    }

    @Test func `a second signal ends at once`() async throws {
        let endless: ModelServer.Script = { call in
            try await Task.sleep(for: .seconds(60))
            return .answer(to: call)
        }
        try await Scene.with(script: endless) { scene in
            let program = try scene.start("run", "trial.yaml")
            try await wait(until: "two are in flight") { scene.server.calls.count == 2 }
            program.signal(SIGINT)
            try await wait(until: "the drain is announced") {
                program.messages.contains("again to exit at once")
            }
            program.signal(SIGINT)
            let outcome = try await program.outcome()
            #expect(outcome.code == 130)
            #expect(outcome.output == "")
            scene.server.mend()
            #expect(try await scene.tally("resume").code == 0)
        }
    }

    @Test func `the simulator stops on a signal`() async throws {
        try await Sandbox.with { sandbox in
            let program = try sandbox.start(["simulate", "--port", "0"])
            try await wait(until: "it serves") { program.output.contains("http://127.0.0.1:") }
            program.signal(SIGTERM)
            let outcome = try await program.outcome()
            #expect(outcome.code >= 0)
            #expect(outcome.messages == "")
        }
    }
}
