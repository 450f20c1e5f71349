import Foundation
import Testing

/// `tally dataset validate` and `tally dataset generate`.
@Suite(.timeLimit(.minutes(3)))
struct DatasetCommandTests {
    @Test func `validate names every error with line and key path`() async throws {
        try await Sandbox.with { sandbox in
            // More than the 20 that `run` lists.
            var records = Receipts.lines(60)
            for index in 0..<25 {
                records[2 * index] =
                    #"{"id":"bad-\#(index)","text":"x","expected":{"total":"1","date":"14.3.26"}}"#
            }
            records[59] = #"{"id":"#
            try sandbox.write(records.joined(separator: "\n") + "\n", to: "bad.jsonl")
            let outcome = try await sandbox.run(["dataset", "validate", "bad.jsonl"])
            #expect(outcome.code == 2)
            #expect(outcome.output == "")
            let lines = outcome.messageLines
            #expect(lines.count == 51)
            for index in 0..<25 {
                for path in ["total", "date"] {
                    let place = "bad.jsonl:\(2 * index + 1): expected.\(path): found"
                    #expect(lines.contains { $0.contains(place) })
                }
            }
            #expect(lines.last?.contains("bad.jsonl:60: ") == true)
        }
    }

    @Test func `run lists the first 20 errors and counts all`() async throws {
        try await Sandbox.with { sandbox in
            let record = #"{"id":"a","text":"x","expected":{"total":"1"}}"#
            try sandbox.write(String(repeating: record + "\n", count: 30), to: "bad.jsonl")
            try sandbox.write(
                "name: x\ndataset: bad.jsonl\nvariants: [rules]\n",
                to: "trial.yaml"
            )
            let outcome = try await sandbox.run(["run", "trial.yaml"])
            #expect(outcome.code == 2)
            #expect(outcome.messageLines.count == 21)
            #expect(outcome.messageLines.last?.contains("more") == true)
            #expect(!sandbox.exists("results"))
        }
    }

    @Test func `validate says what a good dataset holds`() async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(Receipts.file(7), to: "good.jsonl")
            let outcome = try await sandbox.run(["dataset", "validate", "good.jsonl"])
            #expect(outcome.code == 0)
            #expect(outcome.messages == "")
            #expect(outcome.output.contains("good.jsonl: valid"))
            #expect(outcome.output.contains("7 cases"))
            #expect(outcome.output.contains("digest sha256:"))
        }
    }

    @Test func `generate gives the same bytes twice`() async throws {
        try await Sandbox.with { sandbox in
            for folder in ["one", "two"] {
                let outcome = try await sandbox.run(Self.generate("\(folder)/shops"))
                #expect(outcome.code == 0)
            }
            let files = try FileManager.default.contentsOfDirectory(
                atPath: sandbox.url("one/shops").path
            )
            #expect(Set(files).isSuperset(of: ["dataset.json"]))
            #expect(files.contains { $0.hasSuffix(".jsonl") })
            for file in files {
                let first = try sandbox.bytes(of: "one/shops/\(file)")
                #expect(!first.isEmpty)
                #expect(try first == sandbox.bytes(of: "two/shops/\(file)"))
            }
            let other = try await sandbox.run(Self.generate("three/shops", seed: 8))
            #expect(other.code == 0)
            let name = try #require(files.first { $0.hasSuffix(".jsonl") })
            let bytes = try sandbox.bytes(of: "one/shops/\(name)")
            #expect(try bytes != sandbox.bytes(of: "three/shops/\(name)"))
            let valid = try await sandbox.run(["dataset", "validate", "one/shops"])
            #expect(valid.code == 0)
        }
    }

    @Test func `generate replaces a dataset only with force`() async throws {
        try await Sandbox.with { sandbox in
            #expect(try await sandbox.run(Self.generate("shops")).code == 0)
            let before = try sandbox.bytes(of: "shops/dataset.json")
            let refused = try await sandbox.run(Self.generate("shops", seed: 8))
            #expect(refused.code == 2)
            #expect(refused.output == "")
            let line = "tally: shops/dataset.json is there already; --force replaces it\n"
            #expect(refused.messages == line)
            #expect(try sandbox.bytes(of: "shops/dataset.json") == before)

            let forced = try await sandbox.run(Self.generate("shops", seed: 8) + ["--force"])
            #expect(forced.code == 0)
            #expect(try sandbox.bytes(of: "shops/dataset.json") != before)
        }
    }

    private static func generate(_ folder: String, seed: Int = 7) -> [String] {
        ["dataset", "generate", folder, "--count", "40", "--seed", "\(seed)"]
    }
}
