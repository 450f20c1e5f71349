import Foundation
import Testing

/// A run that was killed loses nothing it acknowledged, and ends with the result it would have had.
@Suite(.timeLimit(.minutes(3)))
struct KillTests {
    @Test func `a killed run of simulated models is resumed to the same result`() async throws {
        try await Sandbox.with { sandbox in
            try Self.writeSimulatedBenchmark(in: sandbox)
            let whole = try await sandbox.run(["run", "quick.yaml", "--store", "whole.sqlite"])
            #expect(whole.code == 0)

            let program = try sandbox.start(["run", "quick.yaml", "--store", "cut.sqlite"])
            let store = StoreFile(sandbox, "cut.sqlite")
            try await wait(until: "some trials are done") {
                store.count("trials", where: "accepted = 1") >= 15
            }
            program.kill()
            #expect(try await program.outcome().code == -SIGKILL)
            let acknowledged = try Self.accepted(in: store)
            #expect((15..<120).contains(acknowledged.count))

            let resumed = try await sandbox.run(["resume", "--store", "cut.sqlite", "--json"])
            #expect(resumed.code == 0)
            let kept = try Self.accepted(in: store)
            #expect(acknowledged.allSatisfy(kept.contains))
            #expect(kept.count == 120)
            let digests = try await Self.digests(of: ["whole.sqlite", "cut.sqlite"], in: sandbox)
            #expect(digests.count == 1)
        }
    }

    /// The ledger comes before the wire: what the server has seen has a row, also after a crash.
    @Test(arguments: [5, 11, 23])
    func `every request that arrived was in the ledger before`(calls: Int) async throws {
        let script: ModelServer.Script = { call in
            try await Task.sleep(for: .milliseconds(10))
            return .answer(to: call)
        }
        try await Scene.with(cases: 40, concurrency: 4, script: script) { scene in
            let program = try scene.start("run", "trial.yaml")
            try await wait(until: "\(calls) calls") { scene.server.calls.count >= calls }
            program.kill()
            _ = try await program.outcome()
            let store = StoreFile(scene.sandbox)
            let opened = Set(try store.strings("SELECT ulid FROM attempts"))
            let arrived = scene.server.calls.map(\.id)
            #expect(opened.isSuperset(of: arrived))
            #expect(opened.count - arrived.count <= 4)
            let done = store.count("attempts", where: "state = 'done'")

            let resumed = try await scene.tally("resume")
            #expect(resumed.code == 0, "\(resumed.messages)")
            // Sent again is only what had no outcome, and no more than was in flight.
            let again = scene.server.answered.values.filter { $0 > 1 }.count
            let unknown = store.count("attempts", where: "state = 'unknown'")
            #expect(unknown == opened.count - done)
            #expect(again <= unknown)
            #expect(unknown <= 4)
            #expect(scene.server.answered.count == 40)
            #expect(store.count("trials", where: "accepted = 1") == 40)
        }
    }

    private static func writeSimulatedBenchmark(in sandbox: Sandbox) throws {
        try sandbox.write(Receipts.file(60), to: "receipts.jsonl")
        try sandbox.write(
            """
            name: quick
            dataset: receipts.jsonl
            variants: [sim-quick, sim-clumsy]
            concurrency: 4
            profiles:
              sim-quick:
                provider: simulated
                model: sim-quick
                simulation: {ttft: 0.08, tokens_per_second: 5000, rate_limit_share: 0.05}
              sim-clumsy:
                provider: simulated
                model: sim-clumsy
                simulation:
                  ttft: 0.08
                  tokens_per_second: 5000
                  field_error: {clean: 0.3, light: 0.3, heavy: 0.3}
                  malformed_share: 0.1

            """,
            to: "quick.yaml"
        )
    }

    private static func accepted(in store: StoreFile) throws -> Set<String> {
        Set(try store.strings("SELECT ulid FROM trials WHERE accepted = 1"))
    }

    private static func digests(of stores: [String], in sandbox: Sandbox) async throws
        -> Set<String>
    {
        var digests: Set<String> = []
        for store in stores {
            let outcome = try await sandbox.run(["show", "latest", "--digest", "--store", store])
            #expect(outcome.output.hasPrefix("sha256:"))
            digests.insert(outcome.output)
        }
        return digests
    }
}
