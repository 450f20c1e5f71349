internal import Synchronization
internal import TallyCore
internal import TallyMonitoring

/// Writes a line of JSON for everything it is told, into a file that is put away when it has grown.
public final class LogMonitor: Monitor {
    /// What is written.
    public enum Level: String, Sendable, CaseIterable {
        /// Everything.
        case info
        /// Errors, and operations that failed.
        case error
    }

    /// Shown in messages.
    public let name = "event log"

    private let path: String
    private let level: Level
    private let mostBytes: Int
    private let kept: Int
    private let file = Mutex<RotatingFile?>(nil)

    /// - Parameters:
    ///   - path: The file in use; the ones before it end in `.1`, `.2` and so on.
    ///   - level: What is written.
    ///   - mostBytes: The size at which it is put away, at least 1.
    ///   - kept: How many are kept besides it.
    public init(_ path: String, level: Level = .info, mostBytes: Int = 64 << 20, kept: Int = 4) {
        self.path = path
        self.level = level
        self.mostBytes = max(1, mostBytes)
        self.kept = max(0, kept)
    }

    /// Prepares what is written to.
    public func start() async throws {
        try file.withLock { file in
            file = try RotatingFile(path, mostBytes: mostBytes, kept: kept)
        }
    }

    /// Writes an operation.
    public func log(operation: MonitoredOperation) async throws { try write(.operation(operation)) }

    /// Writes values.
    public func log(metrics: MonitoredMetrics) async throws { try write(.metrics(metrics)) }

    /// Writes an error.
    public func log(error: MonitoredError) async throws { try write(.error(error)) }

    private func write(_ event: MonitorEvent) throws {
        guard level == .info || event.isFailure else { return }
        let line = event.json
        try file.withLock { file in try file?.append(line) }
    }
}
