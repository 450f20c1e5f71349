import Testing

/// One store has one writer.
@Suite(.timeLimit(.minutes(3)))
struct StoreInUseTests {
    @Test(arguments: [["run", "trial.yaml"], ["resume"]])
    func `a second writer is told the first one's process and sends nothing`(
        arguments: [String]
    ) async throws {
        let endless: ModelServer.Script = { call in
            try await Task.sleep(for: .seconds(60))
            return .answer(to: call)
        }
        try await Scene.with(script: endless) { scene in
            let holder = try scene.start("run", "trial.yaml")
            try await wait(until: "the first run has sent two") { scene.server.calls.count == 2 }
            let second = try await scene.tally(arguments)
            #expect(second.code == 1)
            #expect(second.output == "")
            let line = "tally: results/tally.sqlite: in use by process \(holder.pid); "
            #expect(second.messageLines.count == 1)
            #expect(second.messages.hasPrefix(line))
            #expect(scene.server.calls.count == 2)

            let reader = try await scene.tally("list")
            #expect(reader.code == 0)
            #expect(reader.output.contains("running"))
        }
    }
}
