import Foundation
import TallyCore
import Testing

/// `tally reprice` of runs as the real program stores them.
@Suite(.timeLimit(.minutes(3)))
struct RepriceTests {
    private static let prices = """
        prices:
          odd:
            - {from: 2026-01-01, input: 1, cached_input: 0.1, output: 2}
            - {from: 2100-01-01, input: 3, cached_input: 0.3, output: 6}
          odd@batch: {from: 2026-01-01, input: 0.5, output: 1}

        """

    /// A run of 12 receipts priced by `odd`.
    private func scene(_ body: @escaping @Sendable (Scene) async throws -> Void) async throws {
        try await Scene.with(cases: 12) { scene in
            let file = scene.sandbox.url("trial.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            try scene.sandbox.write(
                text.replacing("model: test-model", with: "model: test-model\n    price: odd"),
                to: "trial.yaml"
            )
            try scene.sandbox.write(Self.prices, to: "prices.yaml")
            #expect(try await scene.tally("run", "trial.yaml").code == 0)
            try await body(scene)
        }
    }

    private func reprice(_ scene: Scene, _ options: String...) async throws -> JSONValue {
        let outcome = try await scene.tally(["reprice", "latest", "--json"] + options)
        #expect(outcome.code == 0, "\(outcome.messages)")
        let document = try JSONParser.parse(outcome.output)
        #expect(document["schema"] == "tally.reprice/1")
        return document
    }

    private func total(_ document: JSONValue, _ side: String) -> Double? {
        document["runs"]?[0]?[side]?["total_usd"]?.double
    }

    @Test func `later prices cost more, and the store stays as it is`() async throws {
        try await scene { scene in
            let before = try await scene.tally("export", "latest", "--billing").output
            let same = try await reprice(scene)
            let was = try #require(total(same, "as_it_was"))
            #expect(was > 0 && total(same, "at_basis") == was)
            #expect(same["runs"]?[0]?["difference_usd"]?.double == 0)
            let later = try await reprice(scene, "--as-of", "2100-01-01")
            #expect(later["basis"]?["name"]?.string?.hasPrefix("prices.yaml") == true)
            let would = try #require(total(later, "at_basis"))
            #expect(abs(would - 3 * was) < 1e-12)
            #expect(later["runs"]?[0]?["at_basis"]?["per_document_interval"]?["n"]?.integer == 12)
            #expect(try await scene.tally("export", "latest", "--billing").output == before)
        }
    }

    @Test func `a tier has its own price or none`() async throws {
        try await scene { scene in
            let batch = try await reprice(scene, "--tier", "batch")
            let was = try #require(total(batch, "as_it_was"))
            let half = try #require(total(batch, "at_basis"))
            #expect(abs(half - was / 2) < 1e-12)
            let flex = try await reprice(scene, "--tier", "flex")
            let side = flex["runs"]?[0]?["at_basis"]
            #expect(side?["total_usd"] == .null && side?["unpriced"] == 12)
            #expect(side?["unpriced_keys"] == ["odd@flex": 12])
            #expect(flex["runs"]?[0]?["difference_usd"] == .null)
            let text = try await scene.tally("reprice", "latest", "--tier", "flex").output
            #expect(
                text.contains("as it was") && text.contains("no price for odd@flex (12 attempts)")
            )
            // A price is there, but not of cached tokens.
            let options = ["--tier", "batch", "--cached", "50%"]
            let cached = try await scene.tally(["reprice", "latest"] + options).output
            #expect(cached.contains("no price for cached input at odd@batch (12 attempts)"))
        }
    }

    @Test func `a supposed share of the prompt is priced as cached`() async throws {
        try await scene { scene in
            let document = try await reprice(scene, "--cached", "1")
            let buckets = try #require(document["runs"]?[0]?["buckets"]?.array)
            let input = try #require(buckets.first { $0["bucket"] == "input" })
            let cached = try #require(buckets.first { $0["bucket"] == "cached_input" })
            #expect(input["tokens_at_basis"] == 0)
            #expect(cached["tokens_at_basis"] == input["tokens"])
        }
    }

    @Test func `capacity by the hour costs the wall time, and says so`() async throws {
        try await scene { scene in
            try scene.sandbox.write(
                "prices: {odd: {from: 2026-01-01, per_hour: 3600, utilisation: 0.5}}",
                to: "gpu.yaml"
            )
            let arguments = ["reprice", "latest", "--prices", "gpu.yaml"]
            let outcome = try await scene.tally(arguments + ["--json"])
            let document = try JSONParser.parse(outcome.output)
            #expect(document["basis"]?["source"] == "gpu.yaml")
            let shown = try JSONParser.parse(
                try await scene.tally("show", "latest", "--json").output
            )
            let wall = try #require(shown["runs"]?[0]?["wall_s"]?.double)
            let cost = try #require(total(document, "at_basis"))
            #expect(wall > 0 && abs(cost - 2 * wall) <= 0.002 * max(1, wall))
            let text = try await scene.tally(arguments).output
            #expect(text.contains("wall hours x $3600 an hour / 0.5 utilisation"))
        }
    }

    @Test(arguments: [
        (["--as-of", "May"], "--as-of: expected a day like 2026-11-24, found \"May\""),
        (["--cached", "80"], "--cached"), (["--tier", "fast"], "--tier"),
        (["--prices", "none.yaml"], "none.yaml: no such file"),
    ])
    func `a mistake is told in one line, with code 2`(
        options: [String],
        fragment: String
    ) async throws {
        try await scene { scene in
            let outcome = try await scene.tally(["reprice", "latest"] + options)
            #expect(outcome.code == 2 && outcome.output.isEmpty)
            #expect(outcome.messages.contains(fragment), "\(outcome.messages)")
        }
    }

    @Test func `answers that took no known time have no cost by the hour, and it says so`()
        async throws
    {
        try await Sandbox.with { sandbox in
            try sandbox.write(Receipts.file(1), to: "receipts.jsonl")
            let line = #"{"id":"case-1","prediction":null,"usage":{"input":1000,"output":100}}"#
            try sandbox.write(line, to: "p.jsonl")
            let arguments = [
                "import", "predictions", "p.jsonl", "--dataset", "receipts.jsonl", "--model", "m",
                "--price", "openai/gpt-4o",
            ]
            #expect(try await sandbox.run(arguments).code == 0)
            try sandbox.write(
                "prices: {openai/gpt-4o: {from: 2026-01-01, per_hour: 2, utilisation: 1}}",
                to: "gpu.yaml"
            )
            let reprice = ["reprice", "latest", "--prices", "gpu.yaml"]
            let document = try JSONParser.parse(try await sandbox.run(reprice + ["--json"]).output)
            let side = document["runs"]?[0]?["at_basis"]
            #expect(side?["total_usd"] == .null && side?["unpriced"] == 0)
            let text = try await sandbox.run(reprice).output
            #expect(text.contains("at basis: paid by the hour, but the run's hours are not known"))
            #expect(text.contains("by the hour\n") && !text.contains("$-"))
        }
    }

    @Test func `a stated cost stays and is named`() async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(Receipts.file(2), to: "receipts.jsonl")
            let lines = ["case-1", "case-2"].map {
                #"{"id":"\#($0)","prediction":null,"cost_usd":0.001}"#
            }
            try sandbox.write(lines.joined(separator: "\n"), to: "p.jsonl")
            let arguments = [
                "import", "predictions", "p.jsonl", "--dataset", "receipts.jsonl", "--model", "m",
            ]
            #expect(try await sandbox.run(arguments).code == 0)
            let outcome = try await sandbox.run(["reprice", "latest"])
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect(outcome.output.contains("stated cost of 2 imported answers"))
            #expect(outcome.output.contains("$0.002"))
        }
    }
}
