import TallyCore
import Testing

/// What a run will cost is told before anything is sent, from what an earlier one cost.
@Suite(.timeLimit(.minutes(3)))
struct ForecastRunTests {
    @Test func `a dry run needs no key and no server, sends nothing and stores nothing`()
        async throws
    {
        try await Scene.with { scene in
            try scene.priced()
            let outcome = try await scene.tally("run", "trial.yaml", "--dry-run", key: nil)
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect(outcome.output.contains("nothing was sent; 12 receipts would be"))
            let text = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(text.contains("no earlier run asked so; a range by the length of prompts"))
            #expect(scene.server.calls.isEmpty)
            #expect(!scene.sandbox.exists("results/tally.sqlite"))
        }
    }

    @Test func `a random pilot makes the forecast a measurement, and the end tells how it erred`()
        async throws
    {
        try await Scene.with { scene in
            try scene.priced()
            #expect(try await scene.tally("run", "trial.yaml", "--limit", "4").code == 0)
            let dry = try await scene.tally("run", "trial.yaml", "--dry-run", "--json", key: nil)
            let document = try JSONParser.parse(dry.output)
            #expect(document["schema"] == "tally.forecast/1")
            let variant = document["variants"]?[0]
            #expect(variant?["basis"]?["documents"] == 4)
            #expect(variant?["requests"] == 12)
            // 20 tokens read and 10 written, 0.0008 dollars, a document.
            #expect(variant?["prompt_tokens"]?["value"] == 240)
            #expect(abs((variant?["cost_usd"]?["value"]?.double ?? 0) - 0.0096) < 1e-12)
            let run = try await scene.tally("run", "trial.yaml")
            #expect(
                run.messages.contains(
                    "forecast before the run: $0.0096; it came to $0.0096, as foretold"
                )
            )
        }
    }

    @Test func `another prompt is another thing to ask`() async throws {
        try await Scene.with { scene in
            try scene.priced()
            #expect(try await scene.tally("run", "trial.yaml", "--limit", "4").code == 0)
            try scene.change("fields: [merchant, date, total]", to: "fields: [merchant, total]")
            let dry = try await scene.tally("run", "trial.yaml", "--dry-run", "--json", key: nil)
            #expect(try JSONParser.parse(dry.output)["variants"]?[0]?["basis"] == "length")
        }
    }

    @Test func `while a run lasts it tells what it will have cost`() async throws {
        try await Scene.with(
            cases: 60,
            script: { call in
                try await Task.sleep(for: .milliseconds(20))
                return .answer(to: call)
            }
        ) { scene in
            try scene.priced()
            let run = try await scene.tally("run", "trial.yaml")
            #expect(run.code == 0)
            // All 60 cost the same, so the interval has no width.
            #expect(run.messages.contains("of $0.0480 [0.0480–0.0480] in all"))
        }
    }
}
