import TallyCore
import Testing

/// `tally cascade` reads two runs and says what handing over is worth.
@Suite(.timeLimit(.minutes(3)))
struct CascadeCommandTests {
    /// Every fourth receipt is beyond the cheap model.
    private static let clumsy: ModelServer.Script = { call in
        (Int(call.shop.dropFirst(4)) ?? 0).isMultiple(of: 4)
            ? .completion("no idea") : .answer(to: call)
    }

    private static func policy(_ name: String, in document: JSONValue) throws -> JSONValue {
        try #require(document["policies"]?.array?.first { $0["policy"]?.string == name })
    }

    @Test func `values are held out, beside both models, the mix and the oracle`() async throws {
        try await CascadeScene.with(cases: 40, cheap: Self.clumsy) { scene in
            #expect(try await scene.tally("run", "cascade.yaml").code == 0)
            let outcome = try await scene.tally(
                "cascade",
                "cheap",
                "strong",
                "--error-cost",
                "1",
                "--predict",
                "10",
                "--json"
            )
            #expect(outcome.code == 0, "\(outcome.messages)")
            let document = try JSONParser.parse(Array(outcome.output.utf8))
            #expect(document["schema"] == "tally.cascade/1" && document["cases"] == 40)
            #expect(document["cheap"]?["document_exact"]?["value"]?.double == 0.75)
            #expect(document["strong"]?["document_exact"]?["value"]?.double == 1)
            let policy = try Self.policy("schema_valid", in: document)
            #expect(policy["document_exact"]?["value"]?.double == 1)
            #expect(policy["escalated"]?["value"]?.double == 0.25)
            let cost = try #require(policy["cost_usd"]?["value"]?.double)
            #expect(abs(cost - (0.0008 + 0.25 * 0.008)) < 1e-9)
            #expect((policy["gain_over_mix"]?["low"]?.double ?? 0) > 0)
            #expect(policy["oracle"]?.double == 1)
            #expect(policy["prediction"]?["cases"] == 10)
            #expect(document["verdict"]?["cascade"] == true)
            #expect(document["unavailable"]?["agreement"]?.string?.contains("--with") == true)
            #expect(document["unavailable"]?["mean_logprob"]?.string?.contains("logprobs") == true)
        }
    }

    @Test func `the cascade that is written runs and does what was foretold`() async throws {
        try await CascadeScene.with(cases: 40, cheap: Self.clumsy) { scene in
            #expect(try await scene.tally("run", "cascade.yaml").code == 0)
            let written = try await scene.tally(
                "cascade",
                "cheap",
                "strong",
                "--error-cost",
                "1",
                "--policy",
                "learned",
                "--write",
                "found.yaml"
            )
            #expect(written.code == 0, "\(written.messages)")
            #expect(written.output.contains("tally run found.yaml"))
            let run = try await scene.tally("run", "found.yaml", "--json")
            #expect(run.code == 0, "\(run.messages)")
            let document = try JSONParser.parse(Array(run.output.utf8))
            #expect(document["runs"]?[0]?["name"] == "cheap-then-strong")
            #expect(document["runs"]?[0]?["escalated"]?["value"]?.double == 0.25)
            #expect(document["runs"]?[0]?["document_exact"]?["value"]?.double == 1)
            let again = try await scene.tally(
                "cascade",
                "cheap",
                "strong",
                "--write",
                "found.yaml"
            )
            #expect(again.code == 2 && again.messages.contains("there is a file already"))
        }
    }

    @Test func `a table fits 80 columns and says what is simulated or has no price`()
        async throws
    {
        try await CascadeScene.with(cases: 12) { scene in
            try scene.sandbox.write("prices: {}\n", to: "prices.yaml")
            let profiles = try String(
                decoding: scene.sandbox.bytes(of: "profiles.yaml"),
                as: UTF8.self
            )
            let unpriced = profiles.split(separator: "\n").filter { !$0.contains("price:") }
            try scene.sandbox.write(
                unpriced.joined(separator: "\n") + "\n",
                to: "profiles.yaml"
            )
            #expect(try await scene.tally("run", "cascade.yaml").code == 0)
            let outcome = try await scene.tally("cascade", "cheap", "strong")
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect(outcome.output.contains("cost unknown"))
            #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
            let refused = try await scene.tally("cascade", "cheap", "strong", "--budget", "1")
            #expect(refused.code == 2)
            #expect(refused.messages.contains("--budget needs the price of every attempt"))
        }
    }

    @Test func `what cannot be compared ends with 5, and a cascade is no side of one`()
        async throws
    {
        try await CascadeScene.with(cases: 12) { scene in
            #expect(try await scene.tally("run", "cascade.yaml").code == 0)
            try scene.sandbox.write(Receipts.file(13), to: "other.jsonl")
            let other = """
                name: other
                dataset: other.jsonl
                variants: [{name: elsewhere, profile: strong}]
                task: {fields: [merchant, date, total]}

                """
            try scene.sandbox.write(other, to: "other.yaml")
            #expect(try await scene.tally("run", "other.yaml").code == 0)
            let apart = try await scene.tally("cascade", "cheap", "elsewhere")
            #expect(apart.code == 5 && apart.messages.contains("ran on different data"))
            let nested = try await scene.tally("cascade", "both", "strong")
            #expect(nested.code == 2 && nested.messages.contains("is a cascade itself"))
            let unknown = try await scene.tally("cascade", "cheap", "strnog")
            #expect(unknown.code == 2)
        }
    }
}
