import TallyCore
import Testing

/// The exit codes of the program for wrong input, endpoints and stores.
@Suite(.timeLimit(.minutes(3)))
struct ExitCodeTests {
    @Test(arguments: Mistake.all)
    func `a mistake ends with its exit code and one clear line`(mistake: Mistake) async throws {
        try await Scene.with { scene in
            try await mistake.prepare(scene)
            let callsBefore = scene.server.calls.count
            let outcome = try await scene.tally(mistake.arguments, key: mistake.key)
            #expect(outcome.code == mistake.code)
            #expect(outcome.output == "")
            let line = try #require(outcome.messageLines.first)
            for fragment in mistake.fragments { #expect(line.contains(fragment)) }
            if !mistake.isUsage {
                #expect(line.hasPrefix("tally: "))
                #expect(outcome.messageLines.count == 1)
            }
            #expect(scene.server.calls.count == callsBefore)
            if mistake.code == 2 { #expect(!scene.sandbox.exists("results/tally.sqlite")) }
        }
    }

    @Test(arguments: [
        ["--help"], ["--version"], ["help", "run"], ["run", "--help"], ["dataset", "--help"], [],
    ])
    func `help and version are no failure`(arguments: [String]) async throws {
        let outcome = try await Sandbox.with { try await $0.run(arguments) }
        #expect(outcome.code == 0)
        #expect(outcome.output != "")
        #expect(outcome.messages == "")
    }

    @Test func `a failed trial is data and no failure`() async throws {
        let script: ModelServer.Script = { call in
            call.number == 2 ? .completion("no idea, sorry") : .answer(to: call)
        }
        try await Scene.with(cases: 4, script: script) { scene in
            let outcome = try await scene.tally("run", "trial.yaml", "--json")
            #expect(outcome.code == 0)
            let run = try JSONParser.parse(outcome.output)["runs"]?[0]
            #expect(run?["trials"]?["scored"]?.integer == 3)
            #expect(run?["trials"]?["parse_failed"]?.integer == 1)
        }
    }
}
