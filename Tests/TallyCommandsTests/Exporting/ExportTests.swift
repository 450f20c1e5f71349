import Foundation
import TallyCore
import Testing

/// `tally export` of runs as the real program stores them.
@Suite(.timeLimit(.minutes(3)))
struct ExportTests {
    /// Rates that leave fractions of a nano-dollar with every attempt.
    private static let prices = """
        source: a test
        prices:
          odd: [{from: 2026-01-01, input: 0.000125, output: 0.000377}]

        """

    private static let script: ModelServer.Script = { call in
        switch call.shop {
        case "Shop3": .refusal(400, code: "content_filter", "filtered")
        case "Shop4": .completion("no idea")
        case "Shop5": .completion(Receipts.answer(for: "Shop5"), model: "=test-model-2")
        default: .answer(to: call)
        }
    }

    private func scene(
        _ body: @escaping @Sendable (Scene) async throws -> Void
    ) async throws {
        try await Scene.with(cases: 12, concurrency: 1, script: Self.script) { scene in
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

    private func table(_ text: String) -> [[String: String]] {
        let lines = text.split(separator: "\r\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return lines.dropFirst().map { cells in
            Dictionary(uniqueKeysWithValues: zip(lines[0], cells))
        }
    }

    private func picodollars(_ cells: [String?]) throws -> Int {
        try cells.compactMap(\.self).filter { !$0.isEmpty }.reduce(0) { sum, text in
            let parts = text.split(separator: ".")
            let fraction = parts.count == 2 ? String(parts[1]) : ""
            let zeros = String(repeating: "0", count: 12 - fraction.utf8.count)
            let amount = try #require(Int(String(parts[0]) + fraction + zeros))
            return sum + (text.hasPrefix("-") && amount > 0 ? -amount : amount)
        }
    }

    @Test func `every trial is a row`() async throws {
        try await scene { scene in
            let outcome = try await scene.tally("export", "latest")
            #expect(outcome.code == 0 && outcome.messages == "")
            let rows = table(outcome.output)
            #expect(rows.count == 12)
            let byCase = Dictionary(uniqueKeysWithValues: rows.map { ($0["case"] ?? "", $0) })
            #expect(byCase["case-1"]?["total.predicted"] == "1.50")
            #expect(byCase["case-1"]?["total.outcome"] == "correct")
            #expect(byCase["case-1"]?["document_exact"] == "true")
            #expect(byCase["case-1"]?["cost_usd"] == "0.000000006")
            #expect(byCase["case-3"]?["outcome"] == "model_failure")
            #expect(byCase["case-3"]?["error"] == "content_filter")
            #expect(byCase["case-4"]?["error"] == "invalid_json")
            #expect(byCase["case-4"]?["total.outcome"] == "omitted")
            #expect(byCase["case-5"]?["returned_model"] == "'=test-model-2")
            #expect(rows.allSatisfy { $0["simulated"] == "false" })
        }
    }

    @Test func `the file holds what standard output gets`() async throws {
        try await scene { scene in
            let printed = try await scene.tally("export", "remote", "--format", "jsonl")
            let written = try await scene.tally(
                "export",
                "remote",
                "--format",
                "jsonl",
                "--out",
                "trials.jsonl"
            )
            #expect(written.code == 0 && written.output == "")
            let text = String(decoding: try scene.sandbox.bytes(of: "trials.jsonl"), as: UTF8.self)
            #expect(text == printed.output)
            let lines = try text.split(separator: "\n").map { try JSONParser.parse(String($0)) }
            #expect(lines.count == 12)
            #expect(lines.allSatisfy { $0["run"] == "remote" })
            let nowhere = try await scene.tally("export", "remote", "--out", "none/x.csv")
            #expect(nowhere.code == 2)
            #expect(nowhere.messageLines.count == 1)
        }
    }

    @Test func `the bill adds up to the run's cost to the nano-dollar`() async throws {
        try await scene { scene in
            // One trial that was paid for and has no result, and one request whose outcome nobody knows.
            try StoreFile(scene.sandbox).execute(
                "UPDATE trials SET accepted = 0, state = 'pending' "
                    + "WHERE id = (SELECT MIN(id) FROM trials)"
            )
            try StoreFile(scene.sandbox).execute(
                "UPDATE attempts SET state = 'unknown' WHERE id = (SELECT MAX(id) FROM attempts)"
            )
            let shown = try await scene.tally("show", "latest", "--json")
            let cost = try JSONParser.parse(shown.output)["runs"]?[0]?["cost"]
            guard case .number(let total)? = cost?["total_usd"] else {
                Issue.record("no cost: \(shown.output)")
                return
            }
            let rows = table(try await scene.tally("export", "latest", "--billing").output)
            let (sum, expected) = (
                try picodollars(rows.map { $0["cost_usd"] }), try picodollars([total])
            )
            #expect(sum == expected && sum > 0)
            let billed = rows.filter { $0["billing"] == "billed" }
            let possible = rows.filter { $0["billing"] == "possibly_billed" }
            #expect(billed.contains { $0["kind"] == "rounding" })
            #expect(Set(billed.map { $0["returned_model"] }) == ["test-model", "'=test-model-2"])
            #expect(rows.filter { $0["billing"] == "unknown" }.map { $0["requests"] } == ["1"])
            #expect(!possible.isEmpty)
            let doubtful = try picodollars(possible.map { $0["possible_usd"] })
            #expect(doubtful > 0)
        }
    }
}
