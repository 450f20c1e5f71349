import TallyCore
import Testing

/// `tally prices` from list to file.
@Suite(.timeLimit(.minutes(3)))
struct PriceCommandTests {
    private static let list = """
        {"sample_spec": {"input_cost_per_token": 0.0},
         "gpt-x": {"mode": "chat", "litellm_provider": "openai", "input_cost_per_token": 4e-06,
            "input_cost_per_token_batches": 2e-06, "output_cost_per_token_batches": 1e-05,
            "input_cost_per_token_above_200k_tokens": 8e-06, "output_cost_per_token": 2e-05,
            "output_cost_per_token_above_200k_tokens": 3e-05, "cache_read_input_token_cost": 4e-07},
         "azure/bad": {"mode": "chat", "input_cost_per_token": -1e-06, "output_cost_per_token": 1e-06},
         "ada": {"mode": "embedding", "input_cost_per_token": 1e-07}}
        """

    @Test func `a list becomes a file that tally reads, and says what it refused`() async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(Self.list, to: "list.json")
            let outcome = try await sandbox.run([
                "prices", "import", "list.json", "--out", "prices.yaml", "--from", "2026-05-01",
            ])
            #expect(outcome.code == 0 && outcome.output.isEmpty, "\(outcome.messages)")
            #expect(
                outcome.messages.contains(
                    "refused: azure/bad: input_cost_per_token -1e-06: a price cannot be negative\n"
                )
            )
            #expect(outcome.messages.contains("2 prices written to prices.yaml, 1 entry refused"))
            let shown = try await sandbox.run(["prices", "list", "gpt-x", "--json"])
            let prices = try #require(try JSONParser.parse(shown.output).array)
            #expect(prices.map { $0["key"] } == ["openai/gpt-x", "openai/gpt-x@batch"])
            #expect(prices[0]["usd_per_million"]?["cached_input"] == .number("0.4"))
            #expect(prices[0]["tiers"]?[0]?["above"] == 200_000)
            #expect(prices[0]["file"] == "prices.yaml")
            let early = try await sandbox.run(["prices", "list", "gpt-x", "--as-of", "2026-04-30"])
            #expect(early.output == "no price holds on 2026-04-30\n")
        }
    }

    @Test func `a second import keeps the dates of the first`() async throws {
        try await Sandbox.with { sandbox in
            let arguments = ["prices", "import", "list.json", "--out", "p.yaml", "--from"]
            try sandbox.write(Self.list, to: "list.json")
            #expect(try await sandbox.run(arguments + ["2026-05-01"]).code == 0)
            let first = try sandbox.bytes(of: "p.yaml")
            try sandbox.write(String(decoding: first, as: UTF8.self), to: "first.yaml")
            let cheaper = Self.list.replacing(
                "\"output_cost_per_token\": 2e-05",
                with: "\"output_cost_per_token\": 1.8e-05"
            )
            try sandbox.write(cheaper, to: "list.json")
            #expect(try await sandbox.run(arguments + ["2026-06-01"]).code == 0)
            let text = String(decoding: try sandbox.bytes(of: "p.yaml"), as: UTF8.self)
            #expect(text.contains("- {from: 2026-05-01, input: 4,"))
            #expect(text.contains("- {from: 2026-06-01, input: 4,"))
            #expect(text.contains("openai/gpt-x@batch: {from: 2026-05-01,"))
            let difference = try await sandbox.run(["prices", "diff", "first.yaml", "p.yaml"])
            #expect(difference.output.contains("~ openai/gpt-x\n    output 20 -> 18 (-10.0 %)"))
            #expect(difference.output.contains("0 new, 0 gone, 1 changed"))
            let late = try await sandbox.run(arguments + ["2026-05-15"])
            try sandbox.write(Self.list, to: "list.json")
            let early = try await sandbox.run(arguments + ["2026-05-15"])
            #expect(late.code == 0 && early.code == 2)
            #expect(early.messages.contains("openai/gpt-x has a price from 2026-06-01, later than"))
        }
    }

    @Test func `a jump by ten is marked, and the built-in table has a name`() async throws {
        try await Sandbox.with { sandbox in
            let text =
                "prices: {openai/gpt-4o: {from: 2026-11-24, input: 25, cached_input: 1.25, output: 10}}"
            try sandbox.write(text, to: "p.yaml")
            let outcome = try await sandbox.run(["prices", "diff", "built-in", "p.yaml"])
            #expect(outcome.code == 0)
            #expect(outcome.output.contains("input 2.5 -> 25 (+900.0 %) implausible"))
            #expect(outcome.output.contains("- openai/gpt-4  input 30, output 60"))
        }
    }

    @Test(arguments: [
        (["import", "none.json"], "none.json: no such file"),
        (["import", "bad.json"], "bad.json: no JSON:"),
        (["import", "list.json", "--only", "mistral*"], "no model with a price of tokens"),
        (["import", "list.json", "--from", "2026-02-30"], "--from: expected a day like"),
        (["list", "--as-of", "x"], "--as-of: expected a day like"),
        (["diff", "built-in", "none.yaml"], "none.yaml: no such file"),
    ])
    func `a mistake is told in one line, with code 2`(
        arguments: [String],
        fragment: String
    ) async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(Self.list, to: "list.json")
            try sandbox.write("{", to: "bad.json")
            let outcome = try await sandbox.run(["prices"] + arguments)
            #expect(outcome.code == 2 && outcome.output.isEmpty)
            #expect(outcome.messages.contains(fragment), "\(outcome.messages)")
        }
    }
}
