import TallyCore

/// A sandbox with a cascade in it, and the two model servers it asks.
struct CascadeScene: Sendable {
    let sandbox: Sandbox
    let cheap: ModelServer
    let strong: ModelServer

    /// Shops whose receipts the cheap model cannot read.
    static let doubtful: Set<String> = ["Shop2", "Shop5", "Shop9"]

    static let doubting: ModelServer.Script = { call in
        doubtful.contains(call.shop) ? .completion("no idea") : .answer(to: call)
    }

    /// Serves both models while `body` runs.
    static func with<Value: Sendable>(
        cases: Int = 12,
        rule: String = "[schema_valid]",
        cheap: @escaping ModelServer.Script = CascadeScene.doubting,
        strong: @escaping ModelServer.Script = { .answer(to: $0) },
        _ body: @escaping @Sendable (CascadeScene) async throws -> Value
    ) async throws -> Value {
        try await Sandbox.with { sandbox in
            let servers = (ModelServer(cheap), ModelServer(strong))
            return try await servers.0.serving { first in
                try await servers.1.serving { second in
                    let scene = CascadeScene(sandbox: sandbox, cheap: servers.0, strong: servers.1)
                    try sandbox.write(Receipts.file(cases), to: "receipts.jsonl")
                    try sandbox.write(benchmark(rule), to: "cascade.yaml")
                    try sandbox.write(
                        profile("cheap", first) + profile("strong", second),
                        to: "profiles.yaml"
                    )
                    try sandbox.write(prices, to: "prices.yaml")
                    return try await body(scene)
                }
            }
        }
    }

    private static func profile(_ name: String, _ port: Int) -> String {
        """
        \(name):
          provider: openai
          model: \(name)-model
          endpoint: http://127.0.0.1:\(port)/v1
          key_env: \(Scene.keyVariable)
          price: \(name)
          output: prompt
          stream: false
          concurrency: 2

        """
    }

    private static func benchmark(_ rule: String) -> String {
        """
        name: cascade
        dataset: receipts.jsonl
        variants:
          - cheap
          - strong
          - {name: both, cascade: {cheap: cheap, strong: strong, escalate_unless: \(rule)}}
        task:
          fields: [merchant, date, total]

        """
    }

    /// 20 and 200 dollars a million tokens read, twice that for those written.
    private static let prices = """
        prices:
          cheap: {from: 2026-01-01, input: 20, output: 40}
          strong: {from: 2026-01-01, input: 200, output: 400}

        """

    func tally(_ arguments: String...) async throws -> Outcome {
        try await sandbox.run(arguments, environment: [Scene.keyVariable: Scene.key])
    }

    func start(_ arguments: String...) throws -> RunningTally {
        try sandbox.start(arguments, environment: [Scene.keyVariable: Scene.key])
    }
}
