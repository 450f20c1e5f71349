import Foundation
import Synchronization

/// A folder of its own in which the program runs; both are gone when the test ends.
final class Sandbox: Sendable {
    private static let gate = Gate(places: 4)

    let folder: URL
    private let started = Mutex<[RunningTally]>([])

    private init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("tally-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Makes a sandbox for `body`, which makes no other; whatever still runs afterwards is killed.
    static func with<Value: Sendable>(
        _ body: (Sandbox) async throws -> Value
    ) async throws -> Value {
        try await gate.pass { try await withoutTurn(body) }
    }

    /// The same at once, for a program that does little but wait.
    static func withoutTurn<Value: Sendable>(
        _ body: (Sandbox) async throws -> Value
    ) async throws -> Value {
        let sandbox = try Sandbox()
        defer {
            for program in sandbox.started.withLock({ $0 }) { program.kill() }
            try? FileManager.default.removeItem(at: sandbox.folder)
        }
        return try await body(sandbox)
    }

    // MARK: Files

    func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

    func write(_ text: String, to name: String) throws {
        let file = url(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }

    func bytes(of name: String) throws -> Data { try Data(contentsOf: url(name)) }

    func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: url(name).path)
    }

    // MARK: Programs

    /// Starts the program in this folder with nothing of the tester's environment but PATH.
    func start(_ arguments: [String], environment: [String: String] = [:]) throws -> RunningTally {
        let base = [
            "HOME": folder.path, "TERM": "dumb",
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
        ]
        let number = started.withLock { $0.count + 1 }
        let program = try RunningTally(
            arguments,
            named: "\(number)-\(arguments.first ?? "tally")",
            in: folder,
            environment: base.merging(environment) { _, own in own }
        )
        started.withLock { $0.append(program) }
        return program
    }

    /// Runs the program to its end.
    func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Outcome {
        try await start(arguments, environment: environment).outcome()
    }
}
