import Foundation
import TallyCore
import Testing

/// A store may come from anywhere: what it says about keys is held against the files.
@Suite(.timeLimit(.minutes(3)))
struct TrustTests {
    /// An experiment whose first sitting was refused, with its stored configuration changed by an SQL expression.
    private func withStored(
        _ config: String,
        _ body: @escaping @Sendable (Scene) async throws -> Void
    ) async throws {
        let refuse: ModelServer.Script = { _ in .refusal(401, code: "invalid_api_key", "no") }
        try await Scene.with(cases: 2, script: refuse) { scene in
            #expect(try await scene.tally("run", "trial.yaml").code == 6)
            try StoreFile(scene.sandbox).execute("UPDATE experiments SET config = \(config)")
            scene.server.mend()
            try await body(scene)
        }
    }

    @Test func `another endpoint in the store gets no key`() async throws {
        // Nobody listens at port 9; the key goes where the file says.
        let config =
            "json_replace(config, '$.variants[0].profile.endpoint', 'http://127.0.0.1:9/v1')"
        try await withStored(config) { scene in
            let outcome = try await scene.tally("resume")
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect(scene.server.answered.count == 2)
        }
    }

    @Test func `a program named by the store is not run`() async throws {
        let command = #"json('["touch","ran-by-the-store"]')"#
        let config = "json_set(config, '$.variants[0].profile.access.token_command', \(command))"
        try await withStored(config) { scene in
            let outcome = try await scene.tally("resume")
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect(!scene.sandbox.exists("ran-by-the-store"))
        }
    }

    @Test func `a profile that no file has is refused`() async throws {
        try await withStored("config") { scene in
            let text = String(decoding: try scene.sandbox.bytes(of: "trial.yaml"), as: UTF8.self)
            try scene.sandbox.write(text.replacing("remote", with: "renamed"), to: "trial.yaml")
            let calls = scene.server.calls.count
            let outcome = try await scene.tally("resume")
            #expect(outcome.code == 2)
            #expect(outcome.messages.contains("the profile remote is no longer there"))
            #expect(outcome.messages.contains("not trusted with keys"))
            #expect(scene.server.calls.count == calls)
        }
    }

    @Test func `an endpoint without a key that moved is asked where the file says`() async throws {
        let gone = try ReservedPort()
        let port = gone.number
        defer { gone.release() }
        try await Scene.with(cases: 2) { scene in
            let text = String(decoding: try scene.sandbox.bytes(of: "trial.yaml"), as: UTF8.self)
            let keyless = text.replacing("key_env: TEST_KEY", with: "key_env: null")
            let line = text.split(separator: "\n").first { $0.contains("endpoint:") }.map(
                String.init
            )
            let endpoint = try #require(line)
            let moved = "    endpoint: http://127.0.0.1:\(port)/v1"
            try scene.sandbox.write(keyless.replacing(endpoint, with: moved), to: "trial.yaml")
            #expect(try await scene.tally("run", "trial.yaml").code == 6)
            try scene.sandbox.write(keyless, to: "trial.yaml")
            let outcome = try await scene.tally("resume")
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect(scene.server.answered.count == 2)
        }
    }
}
