import Foundation
import Synchronization
import TallyCore
import Testing

/// A run that was recorded comes out the same again, without a network and without a key.
@Suite(.timeLimit(.minutes(3)))
struct ReplayRunTests {
    /// A failure that is tried again, one that is not, and an answer that is none.
    static var script: ModelServer.Script {
        let busy = Mutex(2)
        return { call in
            switch call.shop {
            case "Shop2"
            where busy.withLock {
                $0 -= 1; return $0 >= 0
            }:
                .refusal(500, code: "busy", "not now")
            case "Shop3": .refusal(400, code: "content_filter", "filtered")
            case "Shop4": .completion("no idea")
            case "Shop5": .completion("{\"merchant\": \"Shop5", finish: "length")
            default: .answer(to: call)
            }
        }
    }

    private static let replay = """
        name: trial
        dataset: receipts.jsonl
        variants: [again]
        task:
          fields: [merchant, date, total]
        profiles:
          again: {provider: replay, cassette: tapes/remote.jsonl, speed: max}

        """

    /// Runs `body` once a run was recorded and its server is gone.
    private static func recorded(
        isStreamed: Bool = false,
        script: @escaping ModelServer.Script = script,
        _ body: @escaping @Sendable (Scene, JSONValue) async throws -> Void
    ) async throws {
        try await Sandbox.with { sandbox in
            let server = ModelServer(script)
            let scene = Scene(sandbox: sandbox, server: server)
            let first = try await server.serving { port in
                try scene.writeBenchmark(port: port, cases: 12, isStreamed: isStreamed)
                try scene.priced()
                return try await scene.document("run", "trial.yaml", "--record", "tapes")
            }
            try sandbox.write(replay, to: "replay.yaml")
            try await body(scene, first)
        }
    }

    @Test(arguments: [false, true])
    func `a replayed run's digest and numbers are those of the recorded run`(
        isStreamed: Bool
    ) async throws {
        let whole = Self.script
        let script: ModelServer.Script = { call in
            isStreamed && Int(call.shop.dropFirst(4)) ?? 0 > 5
                ? .stream([Receipts.answer(for: call.shop)]) : try await whole(call)
        }
        try await Self.recorded(isStreamed: isStreamed, script: script) { scene, first in
            let second = try await scene.document("run", "replay.yaml", key: nil)
            #expect(first["recorded"] == false && second["recorded"] == true)
            for name in [
                "trials", "errors", "document_exact", "field_accuracy", "fields", "cost", "tokens",
                "latency", "answers", "returned_models", "requests", "retries",
            ] { #expect(second[name] == first[name], "\(name)") }
            #expect(first["retries"]?.integer ?? 0 > 0)
            let digests = try await scene.digests()
            #expect(Set(digests).count == 1 && digests.count == 2)
            let outcome = try await scene.tally("show", "again", key: nil)
            #expect(outcome.output.contains("rec."))
        }
    }

    @Test func `neither a key nor an address is on a cassette`() async throws {
        try await Self.recorded { scene, _ in
            let text = String(
                decoding: try scene.sandbox.bytes(of: "tapes/remote.jsonl"),
                as: UTF8.self
            )
            #expect(!text.contains(Scene.key) && !text.contains("127.0.0.1"))
            #expect(!text.contains(Scene.keyVariable))
            #expect(text.split(separator: "\n").count == 13)
        }
    }

    @Test func `a request that was never recorded ends the run and names the nearest one`()
        async throws
    {
        try await Self.recorded { scene, _ in
            let longer = Receipts.file(13).replacing("TOTAL 7.50", with: "TOTAL 7.51")
            try scene.sandbox.write(longer, to: "receipts.jsonl")
            let outcome = try await scene.tally("run", "replay.yaml", key: nil)
            #expect(outcome.code == 6)
            #expect(outcome.messages.contains("no such request in tapes/remote.jsonl"))
            #expect(outcome.messages.contains("user from character"))
            try scene.sandbox.write(
                Self.replay.replacing("speed: max", with: "speed: max, strict: false"),
                to: "replay.yaml"
            )
            let lenient = try await scene.tally("run", "replay.yaml", "--json", key: nil)
            #expect(lenient.code == 6)
            let run = try JSONParser.parse(lenient.output)["runs"]?[0]
            // Two of 13 are not on the cassette: they have no result, and the others do.
            #expect(run?["trials"]?["pending"] == 2)
            #expect(run?["errors"]?["not_recorded"] == nil)
        }
    }

    @Test func `answers come as late as they were recorded, or as much faster as asked`()
        async throws
    {
        let script: ModelServer.Script = { call in
            try await Task.sleep(for: .milliseconds(200))
            return .answer(to: call)
        }
        try await Self.recorded(script: script) { scene, first in
            func seconds(_ speed: String) async throws -> Double {
                let run = try await scene.document(
                    "run",
                    "replay.yaml",
                    "--replay-speed",
                    speed,
                    key: nil
                )
                #expect(run["latency"] == first["latency"])
                return run["wall_s"]?.double ?? 0
            }
            let (recorded, faster, once) = (
                try await seconds("1"), try await seconds("4"), try await seconds("max")
            )
            // 12 answers of 200 ms, 8 at a time.
            #expect(recorded >= 0.4 && faster >= 0.1)
            #expect(faster < recorded && once < recorded)
        }
    }

    @Test func `a run that was cut off is recorded in whole once it was resumed`() async throws {
        try await Scene.with { scene in
            let cut = try await scene.tally("run", "trial.yaml", "--max-tokens", "40000")
            #expect(cut.code == 6)
            #expect(scene.server.calls.count < 12)
            let outcome = try await scene.tally(
                "resume",
                "--max-tokens",
                "9000000",
                "--record",
                "tapes"
            )
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect(outcome.messages.contains("recorded 12 requests: tapes/remote.jsonl"))
        }
    }

    @Test func `what the response cache gave is recorded like what was sent`() async throws {
        try await Scene.with { scene in
            #expect(try await scene.tally("run", "trial.yaml", "--cache", "write").code == 0)
            let again = try await scene.tally(
                "run",
                "trial.yaml",
                "--cache",
                "read",
                "--record",
                "tapes"
            )
            #expect(scene.server.calls.count == 12)
            #expect(again.messages.contains("recorded 12 requests: tapes/remote.jsonl"))
            try scene.sandbox.write(Self.replay, to: "replay.yaml")
            #expect(try await scene.tally("run", "replay.yaml", key: nil).code == 0)
            #expect(Set(try await scene.digests()).count == 1)
        }
    }

    @Test func `any stored run can be recorded later`() async throws {
        try await Scene.with { scene in
            #expect(try await scene.tally("run", "trial.yaml").code == 0)
            let outcome = try await scene.tally("record", "latest", "--out", "tapes", key: nil)
            #expect(
                outcome.code == 0 && outcome.output == "recorded 12 requests: tapes/remote.jsonl\n"
            )
            let nowhere = try await scene.tally("run", "trial.yaml", "--record", "trial.yaml/x")
            #expect(nowhere.code != 0 && scene.server.calls.count == 12)
        }
    }

    @Test func `flags hold for one sitting`() async throws {
        try await Scene.with { scene in
            let cut = try await scene.tally(
                "run",
                "trial.yaml",
                "--cache",
                "write",
                "--max-tokens",
                "40000"
            )
            #expect(cut.code == 6)
            let kept = StoreFile(scene.sandbox).count("responses")
            #expect(kept > 0)
            #expect(try await scene.tally("resume", "--max-tokens", "9000000").code == 0)
            #expect(StoreFile(scene.sandbox).count("responses") == kept)
        }
    }

    @Test func `a cascade is recorded by its profiles and replayed as one`() async throws {
        try await CascadeScene.with { scene in
            let first = try await scene.tally("run", "cascade.yaml", "--record", "tapes", "--json")
            #expect(first.code == 0, "\(first.messages)")
            let calls = scene.cheap.calls.count + scene.strong.calls.count
            try scene.sandbox.write(
                """
                cheap: {provider: replay, cassette: tapes/both.jsonl, speed: max}
                strong: {provider: replay, cassette: tapes/both.strong.jsonl, speed: max}

                """,
                to: "profiles.yaml"
            )
            try scene.sandbox.write(
                """
                name: cascade
                dataset: receipts.jsonl
                variants:
                  - {name: both, cascade: {cheap: cheap, strong: strong, escalate_unless: [schema_valid]}}
                task:
                  fields: [merchant, date, total]

                """,
                to: "replay.yaml"
            )
            let second = try await scene.tally("run", "replay.yaml", "--json")
            #expect(second.code == 0, "\(second.messages)")
            #expect(scene.cheap.calls.count + scene.strong.calls.count == calls)
            let recorded = try JSONParser.parse(first.output)["runs"]?[2]
            let replayed = try JSONParser.parse(second.output)["runs"]?[0]
            for name in ["document_exact", "cost", "escalated", "requests"] {
                #expect(recorded?[name] == replayed?[name], "\(name)")
            }
        }
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let complaint: String
        let harm: @Sendable ([String]) -> [String]
    }

    static let damages = [
        Damage(testDescription: "gone", complaint: "no such file") { _ in [] },
        Damage(testDescription: "cut off", complaint: "holds 5 requests, its first line says 12") {
            Array($0.prefix(6))
        },
        Damage(testDescription: "torn", complaint: "remote.jsonl:3: no JSON") { lines in
            lines.enumerated().map { $0 == 2 ? String($1.prefix(40)) : $1 }
        },
        Damage(testDescription: "another version", complaint: "cassette of version 9") { lines in
            [lines[0].replacing("\"cassette\":1", with: "\"cassette\":9")] + lines.dropFirst()
        },
        Damage(testDescription: "no cassette", complaint: "no cassette") { Array($0.dropFirst()) },
    ]

    @Test(arguments: damages)
    func `a damaged cassette is refused in a line before anything runs`(
        damage: Damage
    ) async throws {
        try await Self.recorded { scene, _ in
            let path = "tapes/remote.jsonl"
            let text = String(decoding: try scene.sandbox.bytes(of: path), as: UTF8.self)
            let lines = damage.harm(text.split(separator: "\n").map(String.init))
            try FileManager.default.removeItem(at: scene.sandbox.url(path))
            if !lines.isEmpty {
                try scene.sandbox.write(lines.joined(separator: "\n") + "\n", to: path)
            }
            let outcome = try await scene.tally("run", "replay.yaml", key: nil)
            #expect(outcome.code == 2)
            #expect(outcome.messageLines.count == 1, "\(outcome.messages)")
            #expect(outcome.messages.contains(damage.complaint), "\(outcome.messages)")
            let list = try await scene.tally("list")
            #expect(list.output.split(separator: "\n").count == 2, "nothing new was stored")
        }
    }
}
