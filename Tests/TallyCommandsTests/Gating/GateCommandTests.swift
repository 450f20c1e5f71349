import Foundation
import TallyCore
import Testing

/// `tally baseline save` and `tally gate`, as a pipeline calls them.
@Suite(.timeLimit(.minutes(3)))
struct GateCommandTests {
    private func save(_ scene: Scene, _ arguments: String...) async throws -> Outcome {
        try await scene.tally(["baseline", "save"] + arguments, key: nil)
    }

    private func gate(_ scene: Scene, _ arguments: String...) async throws -> Outcome {
        try await scene.tally(["gate", "trial.yaml"] + arguments, key: nil)
    }

    private func run(_ scene: Scene, _ arguments: String...) async throws {
        let outcome = try await scene.tally(["run", "trial.yaml"] + arguments)
        #expect(outcome.code == 0, "\(outcome.messages)")
    }

    @Test func `the same answers pass, and a lost case fails with 3 and is named`() async throws {
        try await Scene.with(cases: 16) { scene in
            try GateScene.add(to: scene)
            try await run(scene)
            #expect(try await save(scene).code == 0)
            try await run(scene)
            let same = try await gate(scene)
            #expect(same.code == 0, "\(same.output)\(same.messages)")
            #expect(same.output.contains("PASS: 2 passed, 0 failed, 0 inconclusive"))
            scene.server.mend(GateScene.script(wrongAbout: ["Shop3"]))
            try await run(scene)
            let worse = try await gate(scene, "--json", "--junit", "j.xml", "--markdown", "m.md")
            #expect(worse.code == 3)
            let document = try JSONParser.parse(worse.output)
            #expect(document["verdict"]?.string == "FAIL")
            let lost = document["candidates"]?[0]?["lost"]?[0]
            #expect(lost?["case"]?.string == "case-3" && lost?["fields"]?[0]?.string == "total")
            let junit = String(decoding: try scene.sandbox.bytes(of: "j.xml"), as: UTF8.self)
            #expect(junit.contains("lost case-3: total"))
            let markdown = String(decoding: try scene.sandbox.bytes(of: "m.md"), as: UTF8.self)
            #expect(markdown.hasPrefix("## Tally gate: FAIL"))
        }
    }

    @Test func `few cases are inconclusive with 4, unless that is let through`() async throws {
        try await Scene.with(cases: 6) { scene in
            let strict = GateScene.gate.replacing("20pp", with: "2pp")
            try GateScene.add(strict, to: scene)
            try await run(scene)
            #expect(try await save(scene).code == 0)
            let open = try await gate(scene)
            #expect(open.code == 4 && open.output.contains("more receipts"))
            let warned = try await gate(scene, "--inconclusive", "warn")
            #expect(
                warned.code == 0 && warned.messages.contains("warning: the gate is INCONCLUSIVE")
            )
            let passed = try await gate(scene, "--inconclusive", "pass")
            #expect(passed.code == 0 && passed.messages.isEmpty)
        }
    }

    @Test func `without a baseline it ends with 5 and says how to save one`() async throws {
        try await Scene.with { scene in
            try GateScene.add(to: scene)
            try await run(scene)
            let missing = try await gate(scene)
            #expect(missing.code == 5)
            #expect(missing.messages.contains("baseline.json: no baseline yet; save it with"))
            let unknown = try await gate(scene, "--baseline", "previous")
            #expect(
                unknown.code == 5 && unknown.messages.contains("no complete run of trial before")
            )
        }
    }

    @Test func `trials without a result beat any verdict, with 6`() async throws {
        try await Scene.with { scene in
            try GateScene.add(to: scene)
            try await run(scene)
            #expect(try await save(scene).code == 0)
            scene.server.mend { call in
                call.shop == "Shop2"
                    ? .refusal(401, code: "invalid_api_key", "no") : .answer(to: call)
            }
            _ = try await scene.tally("run", "trial.yaml")
            let outcome = try await gate(scene)
            #expect(outcome.code == 6, "\(outcome.output)\(outcome.messages)")
            let words = outcome.output.replacing("\n", with: " ")
            #expect(words.contains("planned trials have no result: `tally resume`"))
            let partial = try await save(scene, "--accept")
            #expect(
                partial.code == 2 && partial.messages.contains("a baseline is of complete runs")
            )
        }
    }

    @Test func `the run before serves as a baseline, too, and so does a run beside it`()
        async throws
    {
        try await Scene.with(cases: 16) { scene in
            try GateScene.add(to: scene)
            try await run(scene)
            try await run(scene)
            #expect(try await gate(scene, "--baseline", "previous").code == 0)
            // The only run of its experiment has nothing beside it.
            let own = try await gate(scene, "--baseline", "remote")
            #expect(own.code == 5 && own.messages.contains("has a counterpart"))
        }
    }

    @Test func `a baseline is replaced only when accepted, and remembers the first of its line`()
        async throws
    {
        try await Scene.with(cases: 16) { scene in
            try GateScene.add(to: scene)
            try await run(scene)
            #expect(try await save(scene).output.contains("baseline.json: remote, 16 cases"))
            scene.server.mend(GateScene.script(wrongAbout: ["Shop3", "Shop4"]))
            try await run(scene)
            let refused = try await save(scene)
            #expect(refused.code == 2)
            #expect(
                refused.messages.contains(
                    "--accept replaces it: remote document exact -12.5 points"
                )
            )
            let accepted = try await save(scene, "--accept")
            #expect(accepted.code == 0)
            #expect(accepted.output.contains("drifted since the first one"))
            #expect(accepted.output.contains("document exact -12.5 points"))
            let again = try await gate(scene)
            #expect(again.output.contains("the baseline has drifted"))
        }
    }

    @Test func `annotations and the step summary go where a workflow reads them`() async throws {
        try await Scene.with(cases: 16) { scene in
            try GateScene.add(to: scene)
            try await run(scene)
            #expect(try await save(scene).code == 0)
            scene.server.mend(GateScene.script(wrongAbout: ["Shop3"]))
            try await run(scene)
            try scene.sandbox.write("before\n", to: "summary.md")
            let outcome = try await scene.sandbox.run(
                ["gate", "trial.yaml", "--annotate"],
                environment: ["GITHUB_STEP_SUMMARY": scene.sandbox.url("summary.md").path]
            )
            #expect(outcome.code == 3)
            #expect(
                outcome.output.contains("\n::error title=FAIL remote lost_cases%3A at most 0::")
            )
            let summary = String(decoding: try scene.sandbox.bytes(of: "summary.md"), as: UTF8.self)
            #expect(summary.hasPrefix("before\n## Tally gate: FAIL"))
        }
    }

    @Test(arguments: [
        ("{", "not JSON"), ("{\"schema\":\"other/1\"}", "schema: expected \"tally.baseline/1\""),
        ("{\"schema\":\"tally.baseline/1\",\"columns\":[]}", "columns: expected"),
    ])
    func `a file that is no baseline is named with what was expected`(
        text: String,
        fragment: String
    ) async throws {
        try await Scene.with { scene in
            try GateScene.add(to: scene)
            try await run(scene)
            try scene.sandbox.write(text, to: "baseline.json")
            let outcome = try await gate(scene)
            #expect(outcome.code == 2 && outcome.messages.contains(fragment), "\(outcome.messages)")
        }
    }

    @Test func `power plans from two stored runs, or from what is stated`() async throws {
        try await Scene.with { scene in
            try await run(scene)
            scene.server.mend(GateScene.script(wrongAbout: ["Shop3", "Shop7"]))
            try await run(scene)
            let ids = try await scene.storedRuns()
            let outcome = try await scene.tally(["power", ids[0], ids[1], "--json"], key: nil)
            #expect(outcome.code == 0, "\(outcome.messages)")
            let plan = try JSONParser.parse(outcome.output)
            #expect(plan["basis"]?["cases"]?.integer == 12)
            #expect(plan["discordance"]?.double == 2.0 / 12)
            let stated = try await scene.tally(["power", "--discordance", "10%"], key: nil)
            #expect(stated.code == 0 && stated.output.contains("1,960"))
            let both = try await scene.tally(["power"], key: nil)
            #expect(both.code == 2)
        }
    }
}
