import NIOSSL
import TallyCore
import TestServer

/// A sandbox with a benchmark in it, and the server that misbehaves to a few of its receipts.
struct FaultScene: Sendable {
    typealias Choice = @Sendable (FaultServer.Request) -> Fault?

    /// The shops whose receipts meet the faults; all others are answered well.
    static let faulty: Set<String> = ["Shop3", "Shop7"]

    let sandbox: Sandbox
    let server: FaultServer

    /// Serves while `body` runs; what `fault` leaves open is answered well.
    static func with<Value: Sendable>(
        _ benchmark: FaultBenchmark = FaultBenchmark(),
        tls: TLSConfiguration? = nil,
        greeting: @escaping @Sendable (Int) -> Fault? = { _ in nil },
        fault: @escaping Choice = { _ in nil },
        _ body: (FaultScene) async throws -> Value
    ) async throws -> Value {
        let script = script(greeting: greeting, fault: fault)
        return try await Sandbox.with { sandbox in
            try await serving(script, tls: tls, benchmark, in: sandbox, body)
        }
    }

    /// The same without waiting for a turn.
    static func withoutTurn<Value: Sendable>(
        _ benchmark: FaultBenchmark,
        fault: @escaping Choice,
        _ body: (FaultScene) async throws -> Value
    ) async throws -> Value {
        try await Sandbox.withoutTurn { sandbox in
            try await serving(script(fault: fault), benchmark, in: sandbox, body)
        }
    }

    private static func serving<Value: Sendable>(
        _ script: FaultServer.Script,
        tls: TLSConfiguration? = nil,
        _ benchmark: FaultBenchmark,
        in sandbox: Sandbox,
        _ body: (FaultScene) async throws -> Value
    ) async throws -> Value {
        try await FaultServer.with(script, tls: tls) { server in
            let scene = FaultScene(sandbox: sandbox, server: server)
            try scene.write(benchmark)
            try sandbox.write(Receipts.file(FaultBenchmark.cases), to: "receipts.jsonl")
            return try await body(scene)
        }
    }

    func write(_ benchmark: FaultBenchmark) throws {
        try sandbox.write(benchmark.text(port: server.port), to: "trial.yaml")
    }

    /// Answers everything well from now on.
    func mend() { server.mend(Self.script()) }

    func tally(_ arguments: String...) async throws -> Outcome {
        try await sandbox.run(arguments, environment: [Scene.keyVariable: Scene.key])
    }

    func start(_ arguments: String...) throws -> RunningTally {
        try sandbox.start(arguments, environment: [Scene.keyVariable: Scene.key])
    }

    /// Plays a fault to the faulty receipts whenever they are asked.
    static func always(_ fault: Fault) -> Choice {
        { faulty.contains($0.subject) ? fault : nil }
    }

    /// Plays a fault to the faulty receipts when they are asked for the first time.
    static func once(_ fault: Fault) -> Choice {
        { $0.turn == 1 && faulty.contains($0.subject) ? fault : nil }
    }

    /// A request's subject is its shop, and of other models than `remote` the model too.
    private static func script(
        greeting: @escaping @Sendable (Int) -> Fault? = { _ in nil },
        fault: @escaping Choice = { _ in nil }
    ) -> FaultServer.Script {
        FaultServer.Script(
            subject: { text in
                let shop = Receipts.shop(in: text)
                return text.contains(#""model":"other""#) ? "other/\(shop)" : shop
            },
            greeting: greeting,
            answer: { fault($0) ?? .answer(to: $0) }
        )
    }
}
