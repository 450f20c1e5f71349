import TallyCore
import Testing

struct ScoreCommandTests {
    private static let pairs = """
        {"id":"a","gt":{"total":"12.50","shop":"ACME"},"pred":{"total":"12.50","shop":"Acme"}}

        {"id":"b","gt":{"total":{"__tuple__":["5","5.00"]}},"pred":{"total":"5.00"}}

        """

    @Test func `pairs are scored a line each, then the corpus`() async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(Self.pairs, to: "pairs.jsonl")
            let outcome = try await sandbox.run(["score", "pairs.jsonl", "--json"])
            #expect(outcome.code == 0, "\(outcome.messages)")
            let lines = try outcome.output.split(separator: "\n").map {
                try JSONParser.parse(String($0))
            }
            #expect(lines.count == 3)
            #expect(lines[0]["id"] == "a")
            #expect(lines[0]["anls_star"] == 1)
            #expect(lines[0]["sroie_exact"] == ["tp": 1, "n_pred": 2, "n_gt": 2])
            #expect(lines[0]["kieval"]?["wrong"] == 1)
            // Only ANLS* knows several right answers.
            #expect(lines[1]["anls_star"] == 1)
            #expect(lines[1]["donut_nted"] == .null && lines[1]["kieval"] == .null)
            let corpus = try #require(lines[2]["corpus"])
            #expect(corpus["n"] == 2 && corpus["anls_star"] == 1)
            #expect(corpus["sroie_exact"]?["f1"]?.double == 0.5)
        }
    }

    @Test func `without JSON there is a table of the metrics asked for`() async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(Self.pairs, to: "pairs.jsonl")
            let metrics = ["--metrics", "anls_star,donut_f1"]
            let outcome = try await sandbox.run(["score", "pairs.jsonl"] + metrics)
            let expected = """
                metric      value  pairs
                anls_star  1.0000      2
                donut_f1   0.5000      1

                """
            #expect(outcome.output == expected)
        }
    }

    @Test(
        arguments: [
            ("{\"gt\":1}\n", [], "pairs.jsonl:1: missing key \"pred\""),
            ("\n[1]\n", [], "pairs.jsonl:2: expected an object, found a list"),
            ("{\"gt\":1,\"pred\":1}\nx\n", [], "pairs.jsonl:2: unexpected 'x'"),
            ("\n\n", [], "pairs.jsonl: holds no pair"),
            ("", ["--metrics", "rouge"], "unknown metric \"rouge\"; known: anls_star"),
        ] as [(String, [String], String)]
    )
    func `a file that cannot be scored is named with its line`(
        text: String,
        arguments: [String],
        message: String
    ) async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(text, to: "pairs.jsonl")
            let outcome = try await sandbox.run(["score", "pairs.jsonl"] + arguments)
            #expect(outcome.code == 2)
            #expect(outcome.messages.contains(message), "\(outcome.messages)")
            #expect(outcome.messageLines.count == 1)
        }
    }
}
