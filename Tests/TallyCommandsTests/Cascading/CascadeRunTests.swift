import Foundation
import GRDB
import TallyCore
import Testing

/// A cascade runs for real: its second call goes to the strong profile's own endpoint.
@Suite(.timeLimit(.minutes(3)))
struct CascadeRunTests {
    @Test func `the second call goes to the strong endpoint exactly when the first is in doubt`()
        async throws
    {
        try await CascadeScene.with { scene in
            let outcome = try await scene.tally("run", "cascade.yaml", "--json")
            #expect(outcome.code == 0, "\(outcome.messages)")
            // Each alone asks 12; the cascade asks the cheap one again for all, the strong one for the doubtful.
            #expect(scene.cheap.calls.count == 24)
            #expect(scene.strong.calls.count == 15)
            let twice = scene.strong.answered.filter { $0.value == 2 }.keys
            #expect(Set(twice) == CascadeScene.doubtful)
            let document = try JSONParser.parse(Array(outcome.output.utf8))
            let run = try #require(document["runs"]?.array?.first { $0["name"] == "both" })
            #expect(run["escalated"]?["value"]?.double == 0.25)
            #expect(run["document_exact"]?["value"]?.double == 1)
            #expect(run["requests"]?.integer == 15)
            #expect(run["trials"]?["scored"]?.integer == 12)
            #expect(run["profiles"] == ["cheap", "strong"])
        }
    }

    @Test func `an audit asks the models, and not a cascade of them`() async throws {
        try await CascadeScene.with { scene in
            #expect(try await scene.tally("run", "cascade.yaml").code == 0)
            for models in [[], ["--models", "cheap,strong"]] {
                let audit = try await scene.sandbox.run(
                    ["dataset", "audit", "latest", "--json"] + models
                )
                #expect(audit.code == 0, "\(audit.messages)")
                let runs = try JSONParser.parse(Array(audit.output.utf8))["runs"]?.array
                #expect(runs?.compactMap { $0["name"]?.string } == ["cheap", "strong"])
            }
            let named = try await scene.tally(
                "dataset",
                "audit",
                "latest",
                "--models",
                "both,cheap"
            )
            #expect(named.output.contains("both"))
        }
    }

    @Test func `rows and costs of both calls agree with what was sent`() async throws {
        try await CascadeScene.with { scene in
            #expect(try await scene.tally("run", "cascade.yaml").code == 0)
            let store = StoreFile(scene.sandbox)
            let own = "run = (SELECT id FROM runs WHERE name = 'both')"
            #expect(store.count("trials", where: own) == 12)
            let calls = try store.rows(
                """
                SELECT c.role, c.stage, c.profile, c.reason, c.decisive FROM calls c
                JOIN steps s ON s.id = c.step JOIN trials t ON t.id = s.trial
                WHERE t.\(own) ORDER BY c.id
                """
            )
            #expect(calls.count == 15)
            let second = calls.filter { $0["stage"] as Int == 1 }
            #expect(
                second.map { $0["role"] as String } == ["escalation", "escalation", "escalation"]
            )
            #expect(second.allSatisfy { $0["profile"] as String == "strong" })
            #expect(second.allSatisfy { $0["reason"] as String? == "invalid_json" })
            #expect(calls.filter { $0["decisive"] as Bool }.count == 12)
            // 20 tokens read and 10 written a call: 0.8 and 8 thousandths of a dollar.
            let costs = try store.rows("SELECT name, attempts, cost_usd FROM run_costs")
            let both = try #require(costs.first { $0["name"] as String == "both" })
            #expect(both["attempts"] as Int == 15)
            #expect(abs((both["cost_usd"] as Double) - (12 * 0.0008 + 3 * 0.008)) < 1e-9)
        }
    }

    @Test func `other prices bill each call by its own profile`() async throws {
        try await CascadeScene.with { scene in
            #expect(try await scene.tally("run", "cascade.yaml").code == 0)
            try scene.sandbox.write(
                """
                prices:
                  cheap: {from: 2026-01-01, input: 20, output: 40}
                  strong: {from: 2026-01-01, input: 400, output: 800}

                """,
                to: "other.yaml"
            )
            let repriced = try await scene.tally(
                "reprice",
                "both",
                "--prices",
                "other.yaml",
                "--json"
            )
            #expect(repriced.code == 0, "\(repriced.messages)")
            let run = try JSONParser.parse(repriced.output)["runs"]?[0]
            let was = try #require(run?["as_it_was"]?["total_usd"]?.double)
            let would = try #require(run?["at_basis"]?["total_usd"]?.double)
            #expect(abs(was - (12 * 0.0008 + 3 * 0.008)) < 1e-9)
            #expect(abs(would - (12 * 0.0008 + 3 * 0.016)) < 1e-9)
            let compared = try await scene.tally("compare", "strong", "both", "--json")
            #expect(compared.code == 0, "\(compared.messages)")
        }
    }

    @Test func `a case is shown with both calls and the reason for the second`() async throws {
        try await CascadeScene.with { scene in
            #expect(try await scene.tally("run", "cascade.yaml").code == 0)
            let shown = try await scene.tally("show", "both", "--case", "case-2")
            #expect(shown.output.contains("call · answer · cheap"))
            #expect(shown.output.contains("call · escalation · strong"))
            #expect(shown.output.contains("because of: invalid_json"))
            let table = try await scene.tally("show", "both")
            #expect(table.output.contains("25.0 %"))
            #expect(table.output.contains("handed over to strong"))
            let export = try await scene.tally("export", "both", "--format", "jsonl")
            #expect(export.output.split(separator: "\n").count == 12)
            let bill = try await scene.tally("export", "both", "--billing", "--format", "jsonl")
            #expect(bill.output.contains("\"model\":\"strong-model\""))
            let rescored = try await scene.tally("rescore", "both")
            #expect(rescored.code == 0, "\(rescored.messages)")
            let again = try await scene.tally("show", "both", "--json")
            let document = try JSONParser.parse(Array(again.output.utf8))
            #expect(document["runs"]?[0]?["document_exact"]?["value"]?.double == 1)
        }
    }

    @Test func `a run killed between the calls loses nothing paid and resumes`() async throws {
        let slow: ModelServer.Script = { call in
            try await Task.sleep(for: .seconds(60))
            return .answer(to: call)
        }
        try await CascadeScene.with(strong: slow) { scene in
            let program = try scene.start(
                "run",
                "cascade.yaml",
                "--concurrency",
                "1",
                "--models",
                "cheap,strong"
            )
            let store = StoreFile(scene.sandbox)
            let open = "profile = 'strong' AND state = 'sent'"
            try await wait(until: "a second call is in flight") {
                store.count("attempts", where: open) > 0
            }
            program.kill()
            _ = try await program.outcome()
            let trial = "(SELECT trial FROM attempts WHERE \(open))"
            // The first call's answer was paid for, and is there with its bytes and tokens.
            #expect(
                store.count(
                    "attempts a JOIN bodies b ON b.attempt = a.id",
                    where: "a.trial IN \(trial) AND a.profile = 'cheap' AND a.state = 'done'"
                ) == 1
            )
            scene.strong.mend()
            let resumed = try await scene.tally("resume")
            #expect(resumed.code == 0, "\(resumed.messages)")
            let own = "run = (SELECT id FROM runs WHERE name = 'both')"
            #expect(store.count("trials", where: "\(own) AND accepted = 1") == 12)
            #expect(store.count("attempts", where: "state = 'unknown'") >= 1)
            // The first attempt shows as paid for a trial without a result.
            let summary = try await scene.tally("show", "both", "--json")
            let document = try JSONParser.parse(Array(summary.output.utf8))
            let cost = document["runs"]?[0]?["cost"]
            #expect(cost?["wasted_usd"]?.double == 0.0008)
            #expect(cost?["unknown_attempts"]?.integer == 1)
        }
    }

    @Test func `a strong profile that cannot be reached leaves its cases to a resume`()
        async throws
    {
        let down: ModelServer.Script = { _ in .refusal(401, code: "invalid_api_key", "no") }
        try await CascadeScene.with(strong: down) { scene in
            let outcome = try await scene.tally("run", "cascade.yaml", "--concurrency", "1")
            #expect(outcome.code == 6)
            scene.strong.mend()
            let resumed = try await scene.tally("resume")
            #expect(resumed.code == 0, "\(resumed.messages)")
            let own = "run = (SELECT id FROM runs WHERE name = 'both')"
            #expect(
                StoreFile(scene.sandbox).count("trials", where: "\(own) AND accepted = 1") == 12
            )
        }
    }
}
