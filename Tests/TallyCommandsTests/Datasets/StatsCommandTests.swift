import Foundation
import TallyCore
import Testing

/// `tally dataset stats` and `tally dataset sample`.
@Suite(.timeLimit(.minutes(3)))
struct StatsCommandTests {
    @Test func `stats are a table, or a document`() async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(Receipts.file(7), to: "good.jsonl")
            let text = try await sandbox.run(["dataset", "stats", "good.jsonl"])
            #expect(text.code == 0)
            #expect(text.output.hasPrefix("good: 7 cases, version 1\n"))
            #expect(text.output.contains("field     annotated  absent  distinct\n"))
            #expect(text.output.contains("merchant          7       0         7\n"))
            let json = try await sandbox.run(["dataset", "stats", "good.jsonl", "--json"])
            let document = try JSONParser.parse(json.output)
            #expect(document["schema"] == "tally.dataset-stats/1")
            #expect(document["fields"]?["total"]?["annotated"] == 7)
        }
    }

    @Test func `a sample opens and repeats`() async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(Receipts.file(30), to: "good.jsonl")
            for folder in ["one/part", "two/part"] {
                let outcome = try await sandbox.run([
                    "dataset", "sample", "good.jsonl", "--count", "10", "--seed", "5", "--out",
                    folder,
                ])
                #expect(outcome.code == 0)
                #expect(outcome.output.hasPrefix("\(folder): 10 of 30 cases, sha256:"))
            }
            let bytes = try sandbox.bytes(of: "one/part/part.jsonl")
            #expect(try bytes == sandbox.bytes(of: "two/part/part.jsonl"))
            let valid = try await sandbox.run(["dataset", "validate", "one/part"])
            #expect(valid.code == 0)
        }
    }
}
