import TallyCore
import Testing

/// `tally cache` tells what caches would save, from stored rows alone.
@Suite(.timeLimit(.minutes(3)))
struct CacheCommandTests {
    /// Six documents of which three are the same, ten seconds apart, and one is nearly the same with another sum.
    private static let receipts: String = {
        var lines: [String] = []
        for (index, shop) in [1, 2, 1, 3, 1, 1].enumerated() {
            let total = index == 5 ? "9.75" : "\(shop).50"
            let record: JSONValue = [
                "id": .string("case-\(index)"), "arrival": .number(index * 10),
                "text": .string(
                    "SHOP Shop\(shop) END\n2026-03-14 one two three four five six\nTOTAL \(total)"
                ),
                "expected": [
                    "merchant": .string("Shop\(shop)"), "date": "2026-03-14",
                    "total": .number(total),
                ],
            ]
            lines.append(record.jsonText)
        }
        return lines.joined(separator: "\n") + "\n"
    }()

    @Test func `hits, savings and wrong answers are those one counts by hand`() async throws {
        try await Scene.with { scene in
            try scene.priced()
            try scene.sandbox.write(Self.receipts, to: "receipts.jsonl")
            #expect(try await scene.tally("run", "trial.yaml").code == 0)
            let outcome = try await scene.tally("cache", "remote", "--json")
            #expect(outcome.code == 0, "\(outcome.messages)")
            let document = try JSONParser.parse(outcome.output)
            #expect(document["schema"] == "tally.cache/1")
            let report = try #require(document["runs"]?[0])
            #expect(report["arrivals"] == 6 && report["distinct"] == 4 && report["span_s"] == 50)
            // Without a prompt cache all three are the same: 20 and 10 tokens a document.
            #expect(report["per_document_usd"]?["asked"]?.double == 0.0008)
            #expect(report["per_document_usd"]?["without_prompt_cache"]?.double == 0.0008)
            let unlimited = report["what_if"]?.array?.last
            #expect(unlimited?["hits"] == 2 && unlimited?["saved_usd"]?.double == 0.0016)
            #expect(report["size_needed"] == 2)
            let near = report["near"]?.array ?? []
            #expect(near.map { $0["hits"]?.integer } == [2, 2, 2, 3, 5, 5, 5])
            #expect(near.map { $0["wrong"]?.integer } == [0, 0, 0, 1, 3, 3, 3])
            #expect(report["prompt"]?["cacheable_tokens"] == 0)
            let text = try await scene.tally("cache", "remote").output
            #expect(text.contains("6 documents in 50s, as recorded; 4 different ones"))
        }
    }

    @Test func `an experiment of several runs has a report of each`() async throws {
        try await CascadeScene.with { scene in
            #expect(try await scene.tally("run", "cascade.yaml").code == 0)
            let all = try await scene.tally("cache", "latest")
            #expect(all.code == 0)
            let heads = all.output.split(separator: "\n").filter { $0.hasPrefix("caches · ") }
            #expect(heads.map { $0.split(separator: " ")[2] } == ["cheap", "strong", "both"])
            #expect(all.output.contains("no two are the same"))
        }
    }
}
