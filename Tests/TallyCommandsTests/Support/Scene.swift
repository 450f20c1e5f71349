import TallyCore

/// A sandbox with a small benchmark in it, and the model server that the benchmark asks.
struct Scene: Sendable {
    static let keyVariable = "TEST_KEY"
    static let key = "sk-test-4711"

    let sandbox: Sandbox
    let server: ModelServer

    /// Serves a model while `body` runs in a sandbox with a benchmark of `cases` receipts.
    static func with<Value: Sendable>(
        cases: Int = 12,
        concurrency: Int = 2,
        isStreamed: Bool = false,
        script: @escaping ModelServer.Script = { .answer(to: $0) },
        _ body: @escaping @Sendable (Scene) async throws -> Value
    ) async throws -> Value {
        try await Sandbox.with { sandbox in
            let server = ModelServer(script)
            return try await server.serving { port in
                let scene = Scene(sandbox: sandbox, server: server)
                try scene.writeBenchmark(
                    port: port,
                    cases: cases,
                    concurrency: concurrency,
                    isStreamed: isStreamed
                )
                return try await body(scene)
            }
        }
    }

    /// Writes `trial.yaml` and its receipts; the only variant asks the server at `port`.
    func writeBenchmark(
        port: Int,
        cases: Int,
        concurrency: Int = 2,
        isStreamed: Bool = false
    ) throws {
        try sandbox.write(Receipts.file(cases), to: "receipts.jsonl")
        try sandbox.write(
            """
            name: trial
            dataset: receipts.jsonl
            variants: [remote]
            task:
              fields: [merchant, date, total]
            profiles:
              remote:
                provider: openai
                model: test-model
                endpoint: http://127.0.0.1:\(port)/v1
                key_env: \(Self.keyVariable)
                output: prompt
                stream: \(isStreamed)
                concurrency: \(concurrency)

            """,
            to: "trial.yaml"
        )
    }

    /// Runs the program with the key in its environment.
    func tally(_ arguments: String..., key: String? = Scene.key) async throws -> Outcome {
        try await tally(arguments, key: key)
    }

    func tally(_ arguments: [String], key: String? = Scene.key) async throws -> Outcome {
        try await sandbox.run(arguments, environment: environment(key))
    }

    /// Starts the program and returns while it runs.
    func start(_ arguments: String..., key: String? = Scene.key) throws -> RunningTally {
        try sandbox.start(arguments, environment: environment(key))
    }

    private func environment(_ key: String?) -> [String: String] {
        key.map { [Self.keyVariable: $0] } ?? [:]
    }
}
