import Foundation
import TallyCore
import Testing

extension Scene {
    /// Puts one text of the benchmark in the place of another.
    func change(_ old: String, to new: String) throws {
        let text = String(decoding: try sandbox.bytes(of: "trial.yaml"), as: UTF8.self)
        #expect(text.contains(old))
        try sandbox.write(text.replacing(old, with: new), to: "trial.yaml")
    }

    /// Gives the profile a price: 20 dollars a million tokens read, 40 for those written.
    func priced() throws {
        try change("model: test-model", to: "model: test-model\n    price: test")
        try sandbox.write(
            "prices:\n  test: {from: 2026-01-01, input: 20, output: 40}\n",
            to: "prices.yaml"
        )
    }

    /// The only run of the document that a command prints.
    func document(_ arguments: String..., key: String? = Scene.key) async throws -> JSONValue {
        let outcome = try await tally(arguments + ["--json"], key: key)
        #expect(outcome.code == 0, "\(outcome.messages)")
        return try #require(try JSONParser.parse(outcome.output)["runs"]?[0])
    }

    /// The result digests of all experiments, the newest first.
    func digests() async throws -> [String] {
        let list = try await tally("list", "--json")
        var digests: [String] = []
        for line in list.output.split(separator: "\n") {
            let id = try JSONParser.parse(String(line))["id"]?.string ?? ""
            digests.append(try await tally("show", id, "--digest").output)
        }
        return digests
    }
}
