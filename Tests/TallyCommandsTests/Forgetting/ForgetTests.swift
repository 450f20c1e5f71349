import Foundation
import TallyCore
import Testing

/// What was forgotten is in no byte of the store, and the books still balance.
@Suite(.timeLimit(.minutes(3)))
struct ForgetTests {
    @Test(arguments: [false, true])
    func `a forgotten receipt leaves nothing but its numbers`(isStreamed: Bool) async throws {
        let script: ModelServer.Script = { call in
            let answer = Receipts.answer(for: call.shop)
            return isStreamed ? .stream([answer]) : .completion(answer)
        }
        try await Scene.with(cases: 6, isStreamed: isStreamed, script: script) { scene in
            for _ in 0..<2 { #expect(try await scene.tally("run", "trial.yaml").code == 0) }
            let before = try await Self.summary(scene)
            #expect(try Self.traces(of: "Shop4", in: scene) > 0)
            let outcome = try await scene.tally("forget", "--case", "case-4")
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect(outcome.output == "erased 1 stored receipts and 2 bodies of answers\n")
            #expect(try Self.traces(of: "Shop4", in: scene) == 0)
            #expect(try Self.traces(of: "case-4", in: scene) == 0)
            #expect(try Self.traces(of: "Shop3", in: scene) > 0)
            #expect(try await Self.summary(scene) == before)
            // Scoring again has nothing left to look at, and leaves the score as it is.
            #expect(try await scene.tally("rescore", "latest").code == 0)
            #expect(try await Self.summary(scene) == before)
        }
    }

    @Test func `a forgotten receipt keeps its own score whatever was scored in between`()
        async throws
    {
        try await Scene.with(cases: 6) { scene in
            #expect(try await scene.tally("run", "trial.yaml").code == 0)
            let before = try await Self.summary(scene)
            #expect(try await scene.tally("forget", "--case", "case-4").code == 0)
            let other = ["rescore", "latest", "--benchmark", "trial.yaml"]
            #expect(try await scene.tally(other).code == 0)
            #expect(try await scene.tally("rescore", "latest").code == 0)
            #expect(try await Self.summary(scene) == before)
        }
    }

    @Test func `forgotten bodies leave parsed answers and scores`() async throws {
        try await Scene.with(cases: 6) { scene in
            #expect(try await scene.tally("run", "trial.yaml").code == 0)
            let before = try await Self.summary(scene)
            let young = try await scene.tally("forget", "--bodies", "--older-than", "1", "--json")
            #expect(try JSONParser.parse(young.output)["bodies"] == 0)
            let outcome = try await scene.tally("forget", "latest", "--bodies", "--json")
            #expect(try JSONParser.parse(outcome.output)["bodies"] == 6)
            #expect(StoreFile(scene.sandbox).count("bodies") == 0)
            #expect(try Self.traces(of: "chatcmpl-1", in: scene) == 0)
            #expect(try await Self.summary(scene) == before)
        }
    }

    @Test(
        arguments: [
            (["--case", "nobody"], "no case \"nobody\""), ([], "--case ID, or --bodies"),
            (["--case", "case-1", "--bodies"], "--case ID, or --bodies"),
            (["latest", "--case", "case-1"], "takes no run and no age"),
            (["--bodies", "--older-than=-1"], "between 0 and 36500 days"),
        ]
    )
    func `what cannot be forgotten is said, and nothing is`(
        arguments: [String],
        message: String
    ) async throws {
        try await Scene.with(cases: 2) { scene in
            #expect(try await scene.tally("run", "trial.yaml").code == 0)
            let outcome = try await scene.tally(["forget"] + arguments)
            #expect(outcome.code == 2)
            #expect(outcome.messages.contains(message))
            #expect(StoreFile(scene.sandbox).count("bodies") == 2)
        }
    }

    @Test func `a benchmark's retention is kept by whoever writes to the store next`() async throws
    {
        try await Scene.with(cases: 3) { scene in
            let text = String(decoding: try scene.sandbox.bytes(of: "trial.yaml"), as: UTF8.self)
            try scene.sandbox.write(text + "retention: 30d\n", to: "trial.yaml")
            #expect(try await scene.tally("run", "trial.yaml").code == 0)
            let store = StoreFile(scene.sandbox)
            try store.execute("UPDATE attempts SET opened = opened - 31 * 86400000")
            let next = try await scene.tally("run", "trial.yaml")
            #expect(next.code == 0)
            #expect(next.messages.contains("3 bodies of answers past their retention were erased"))
            #expect(store.count("bodies") == 3)
            #expect(store.count("attempts", where: "state = 'done'") == 6)
        }
    }

    private static func summary(_ scene: Scene) async throws -> JSONValue? {
        let run = try JSONParser.parse(try await scene.tally("show", "latest", "--json").output)
        return run["runs"]
    }

    /// How many files of the store hold a text, in whatever encoding SQLite keeps it.
    private static func traces(of text: String, in scene: Scene) throws -> Int {
        let names = ["", "-wal", "-shm"].map { "results/tally.sqlite" + $0 }
        let plain = try names.filter { scene.sandbox.exists($0) }.count { name in
            try scene.sandbox.bytes(of: name).range(of: Data(text.utf8)) != nil
        }
        let shown = try StoreFile(scene.sandbox).everyText().count { $0.contains(text) }
        return plain + shown
    }
}
