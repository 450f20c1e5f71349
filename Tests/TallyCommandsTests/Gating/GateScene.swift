import TallyCore

/// Runs for gates: the model answers right but for the shops named.
enum GateScene {
    static let gate = """
        gate:
          baseline: baseline.json
          rules:
            lost_cases: at most 0
            document_exact: non-inferior within 20pp

        """

    /// A script that is wrong about the total of some shops.
    static func script(wrongAbout shops: Set<String>) -> ModelServer.Script {
        { call in
            let right = Receipts.answer(for: call.shop)
            guard shops.contains(call.shop) else { return .completion(right, finish: "stop") }
            return .completion(right.replacing(".50", with: ".99"), finish: "stop")
        }
    }

    /// Puts a gate into the benchmark.
    static func add(_ gate: String = gate, to scene: Scene) throws {
        let text = String(decoding: try scene.sandbox.bytes(of: "trial.yaml"), as: UTF8.self)
        try scene.sandbox.write(text + gate, to: "trial.yaml")
    }
}

extension Scene {
    /// The ids of the stored runs, the oldest first.
    func storedRuns() async throws -> [String] {
        let lines = try await tally(["list", "--json"], key: nil).output.split(separator: "\n")
        return try lines.compactMap { try JSONParser.parse(String($0))["id"]?.string }.reversed()
    }
}
