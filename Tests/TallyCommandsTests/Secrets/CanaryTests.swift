import Foundation
import Testing

/// The key leaves in one header and is seen nowhere else.
@Suite(.timeLimit(.minutes(3)))
struct CanaryTests {
    @Test(arguments: Echo.all)
    func `a key that the server echoes is found nowhere`(echo: Echo) async throws {
        let isStreamed = echo.isStreamed
        try await Scene.with(cases: 3, isStreamed: isStreamed, script: echo.reply) { scene in
            for arguments in Self.everyView {
                _ = try await scene.tally(arguments, key: Canary.key)
            }
            #expect(scene.server.calls.first?.authorization == "Bearer \(Canary.key)")
            try Self.expectNoTrace(in: scene)
        }
    }

    @Test func `a key is in no file of a run that was killed`() async throws {
        let script: ModelServer.Script = { call in
            if call.number > 3 { try await Task.sleep(for: .seconds(60)) }
            return .completion(#"{"merchant":"\#(Canary.key)"}"#)
                .with("x-request-id", Canary.key)
        }
        try await Scene.with(cases: 8, concurrency: 1, script: script) { scene in
            let program = try scene.start("run", "trial.yaml", key: Canary.key)
            try await wait(until: "the fourth is in flight") { scene.server.calls.count == 4 }
            program.kill()
            _ = try await program.outcome()
            #expect(try scene.sandbox.bytes(of: "results/tally.sqlite-wal").count > 10_000)
            try Self.expectNoTrace(in: scene)
        }
    }

    @Test(arguments: [
        "endpoint: http://user:\(Canary.key)@127.0.0.1:9/v1",
        "endpoint: http://127.0.0.1:9/v1?key=\(Canary.key)",
        "endpoint: ${TEST_KEY}",
        "key_env: \(Canary.key)",
        "parameters: {api_key: \(Canary.key)}",
    ])
    func `a key written into a benchmark is refused and not repeated`(line: String) async throws {
        try await Scene.with { scene in
            try scene.sandbox.write(
                """
                name: trial
                dataset: receipts.jsonl
                variants: [leaky]
                profiles:
                  leaky:
                    provider: openai
                    model: test-model
                    \(line.hasPrefix("endpoint") ? "" : "endpoint: http://127.0.0.1:9/v1")
                    \(line)

                """,
                to: "trial.yaml"
            )
            let outcome = try await scene.tally("run", "trial.yaml", key: Canary.key)
            #expect(outcome.code == 2)
            #expect(outcome.messages.hasPrefix("tally: trial.yaml:"))
            #expect(outcome.messageLines.count == 1)
            #expect(Canary.found(in: Data(outcome.messages.utf8)) == nil)
            #expect(Canary.found(in: Data(outcome.output.utf8)) == nil)
        }
    }

    @Test func `a key does not follow a redirect`() async throws {
        let stranger = ModelServer()
        try await stranger.serving { port in
            let url = "http://127.0.0.1:\(port)/v1/chat/completions"
            let away: ModelServer.Script = { _ in
                Reply(status: 307, body: "").with("location", url)
            }
            try await Scene.with(cases: 2, script: away) { scene in
                let outcome = try await scene.tally("run", "trial.yaml", key: Canary.key)
                #expect(outcome.code == 6)
                #expect(!scene.server.calls.isEmpty)
                #expect(stranger.calls.isEmpty)
            }
        }
    }

    @Test(arguments: Canary.forms)
    func `the search finds each form of the key`(form: String) throws {
        #expect(Canary.found(in: Data("x \(form) y".utf8)) != nil)
    }

    @Test(arguments: ["", "B", "Bearer ", "key="])
    func `the search finds the key in any base64`(prefix: String) throws {
        let encoded = Data("\(prefix)\(Canary.key)!".utf8).base64EncodedString()
        #expect(Canary.found(in: Data(encoded.utf8)) != nil)
    }

    /// Each verb that looks at a run, as text and as JSON.
    private static let everyView: [[String]] = {
        let cases = (1...3).map { ["show", "latest", "--case", "case-\($0)"] }
        let verbs =
            [["run", "trial.yaml"], ["list"], ["show", "latest"]] + cases
            + [
                ["resume"], ["rescore", "latest"], ["doctor", "--benchmark", "trial.yaml"],
                ["forget", "--bodies"],
            ]
        return verbs.flatMap { [$0, $0 + ["--json"]] }
    }()

    /// Searches every file in the sandbox, standard streams included, and every text in the store.
    private static func expectNoTrace(in scene: Scene) throws {
        let sandbox = scene.sandbox
        let paths = try #require(FileManager.default.enumerator(atPath: sandbox.folder.path))
        var searched = 0
        for case let path as String in paths {
            guard let data = try? sandbox.bytes(of: path) else { continue }
            searched += 1
            if let form = Canary.found(in: data) { Issue.record("\(form) is in \(path)") }
        }
        #expect(searched >= 5)
        for text in try StoreFile(sandbox).everyText() {
            if Canary.found(in: Data(text.utf8)) != nil { Issue.record("in the store: \(text)") }
        }
    }
}
