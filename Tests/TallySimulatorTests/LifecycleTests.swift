import Logging
import Synchronization
import TallyCore
import TallySimulator
import Testing

struct LifecycleTests {
    /// Keeps what is logged.
    private struct Journal: LogHandler {
        final class Lines: Sendable {
            let values = Mutex<[String]>([])
        }

        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.values.withLock { $0.append("\(event.message)") }
        }
    }

    @Test func `a cancelled server tells its port, ends and logs nothing`() async throws {
        let lines = Journal.Lines()
        let simulator = try Simulator(
            models: [:],
            cases: [],
            logger: Logger(label: "test") { _ in Journal(lines: lines) },
            fallback: { _ in JSONObject() }
        )
        let (ports, running) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await simulator.run(port: 0) { running.yield($0) } }
            let port = await ports.first { _ in true }
            #expect((port ?? 0) > 0)
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(lines.values.withLock { $0 } == [])
    }

    @Test func `an address in use is a clear error`() async throws {
        let simulator = try Simulator(models: [:], cases: [], fallback: { _ in JSONObject() })
        let (ports, running) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await simulator.run(port: 0) { running.yield($0) } }
            let port = try #require(await ports.first { _ in true })
            await #expect(throws: SimulatorError.self) {
                try await simulator.run(port: port) { _ in }
            }
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}
