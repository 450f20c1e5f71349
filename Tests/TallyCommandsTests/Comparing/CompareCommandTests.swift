import TallyCore
import Testing

/// Two stored runs held against each other by the real command.
@Suite(.timeLimit(.minutes(3)))
struct CompareCommandTests {
    private func compare(_ scene: Scene, _ arguments: String...) async throws -> JSONValue {
        let outcome = try await scene.tally(["compare"] + arguments + ["--json"], key: nil)
        #expect(outcome.code == 0, "\(outcome.messages)")
        return try JSONParser.parse(outcome.output)
    }

    private func run(_ scene: Scene, _ arguments: String...) async throws {
        let outcome = try await scene.tally(["run", "trial.yaml"] + arguments)
        #expect(outcome.code == 0, "\(outcome.messages)")
    }

    /// Gives the runs of the newest and the one before it, the older first.
    private func ids(_ scene: Scene) async throws -> [String] {
        try await scene.storedRuns()
    }

    @Test func `flips, differences and what was wrong are those of the answers`() async throws {
        try await Scene.with { scene in
            try await run(scene)
            scene.server.mend(GateScene.script(wrongAbout: ["Shop3", "Shop7"]))
            try await run(scene)
            let ids = try await ids(scene)
            let pair = try await compare(scene, ids[0], ids[1])["pairs"]?[0]
            let lost = pair?["flips"]?["lost"]?.array?.compactMap(\.string).sorted()
            #expect(lost == ["case-3", "case-7"])
            #expect(pair?["flips"]?["gained"]?.array?.isEmpty == true)
            let exact = pair?["metrics"]?["document_exact"]
            #expect(exact?["baseline"]?.double == 1)
            #expect(exact?["difference"]?["n"]?.integer == 12)
            #expect(pair?["cases"]?["choice"]?.string == "all")
            #expect(pair?["error_kinds"]?["candidate"]?["total"] != nil)
            // Runs of two experiments did not run side by side.
            let remarks = pair?["remarks"]?.array?.compactMap { $0["text"]?.string } ?? []
            #expect(remarks.contains { $0.contains("two experiments") })
            let text = try await scene.tally(["compare", ids[0], ids[1]], key: nil).output
            #expect(text.contains("2 lost, 0 won · McNemar mid-p .250, exact .500"))
            #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        }
    }

    @Test func `a limited run is compared on its own cases with a longer one`() async throws {
        try await Scene.with { scene in
            try await run(scene, "--limit", "5")
            try await run(scene)
            let ids = try await ids(scene)
            let cases = try await compare(scene, ids[0], ids[1])["pairs"]?[0]?["cases"]
            #expect(cases?["choice"]?.string == "prefix" && cases?["count"]?.integer == 5)
            #expect(cases?["left_out"]?.integer == 7)
        }
    }

    @Test func `a case whose truth was corrected is left out, and that is said`() async throws {
        try await Scene.with { scene in
            try await run(scene)
            let text = Receipts.file(12).replacing("\"total\":4.50", with: "\"total\":4.51")
            try scene.sandbox.write(text, to: "receipts.jsonl")
            try await run(scene)
            let ids = try await ids(scene)
            let pair = try await compare(scene, ids[0], ids[1])["pairs"]?[0]
            #expect(pair?["cases"]?["count"]?.integer == 11)
            let remarks = pair?["remarks"]?.array?.compactMap { $0["text"]?.string } ?? []
            #expect(remarks.contains { $0.contains("1 that changed are left out") })
        }
    }

    @Test func `runs scored by different rules are refused with what to do`() async throws {
        try await Scene.with { scene in
            try await run(scene)
            let text = String(decoding: try scene.sandbox.bytes(of: "trial.yaml"), as: UTF8.self)
            try scene.sandbox.write(
                text.replacing("total]", with: "total]\n  required: [total]"),
                to: "trial.yaml"
            )
            try await run(scene)
            let ids = try await ids(scene)
            let outcome = try await scene.tally(["compare", ids[0], ids[1]], key: nil)
            #expect(outcome.code == 5)
            #expect(outcome.messages.contains("scored by different rules; `tally rescore"))
        }
    }

    @Test func `one run alone is nothing to compare`() async throws {
        try await Scene.with { scene in
            try await run(scene)
            let outcome = try await scene.tally(["compare", "latest"], key: nil)
            #expect(outcome.code == 2 && outcome.messages.contains("a comparison needs two runs"))
        }
    }
}
