internal import Foundation
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
    public func log(operation: MonitoredOperation) async throws {
        guard level == .info || !operation.isSuccess else { return }
        var members = JSONObject([
            ("time", Self.time(operation.began)), ("event", "operation"),
            ("name", .string(operation.name)), ("duration_s", .number(operation.duration.seconds)),
            ("success", .bool(operation.isSuccess)), ("labels", Self.object(operation.labels)),
        ])
        if operation.inputTokens > 0 || operation.outputTokens > 0 {
            members["input_tokens"] = .number(operation.inputTokens)
            members["output_tokens"] = .number(operation.outputTokens)
        }
        if let cost = operation.cost { members["cost_usd"] = .number(cost) }
        try write(members)
    }

    /// Writes values.
    public func log(metrics: MonitoredMetrics) async throws {
        guard level == .info else { return }
        let values = metrics.values.sorted { $0.key < $1.key }
        try write(
            JSONObject([
                ("time", Self.time(metrics.moment)), ("event", "metrics"),
                ("values", .object(JSONObject(values.map { ($0.key, .number($0.value)) }))),
            ])
        )
    }

    /// Writes an error.
    public func log(error: MonitoredError) async throws {
        try write(
            JSONObject([
                ("time", Self.time(error.moment)), ("event", "error"),
                ("type", .string(error.type)), ("message", .string(error.message)),
                ("context", Self.object(error.context)),
            ])
        )
    }

    private func write(_ members: JSONObject) throws {
        let line = JSONValue.object(members).jsonText
        try file.withLock { file in try file?.append(line) }
    }

    /// To the millisecond.
    private static func time(_ date: Date) -> JSONValue {
        let milliseconds = Int64(exactly: (date.timeIntervalSince1970 * 1000).rounded())
        guard let milliseconds, (0..<100_000_000_000_000).contains(milliseconds) else {
            return .null
        }
        let moment = Moment(milliseconds: milliseconds)
        let rest = String(1000 + moment.milliseconds % 1000).dropFirst()
        return .string("\(moment.iso8601.dropLast()).\(rest)Z")
    }

    private static func object(_ texts: [String: String]) -> JSONValue {
        .object(JSONObject(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }
}
