internal import Foundation
internal import TallyConfiguration
internal import TallyCore
internal import TallyHTTP
internal import TallyMonitoring
internal import TallyRunner

/// Posts what it is told to a server of yours, in batches, signed as Standard Webhooks (standardwebhooks.com) has it.
///
/// A batch is sent when it holds 100 events or its first is five seconds old, and what is left at the end; what the server does not
/// take after three tries within ten seconds is lost, and told.
public actor WebhookMonitor: Monitor {
    /// What is sent.
    public enum Level: String, Sendable, CaseIterable {
        /// Everything.
        case info
        /// Errors, and operations that failed.
        case error
    }

    /// Shown in messages.
    public nonisolated let name = "webhook"

    private static let batch = 100
    private static let patience: Duration = .seconds(5)

    private let sender: WebhookSender
    private let level: Level
    private let clock = RunClock()
    private var waiting: [String] = []
    private var first: ContinuousClock.Instant?
    private var lost = 0
    /// Batches that are on their way.
    private var sending = 0

    /// - Parameters:
    ///   - url: Where events are posted to.
    ///   - secret: Signs the batches: `whsec_` and 24 to 64 bytes in base 64; `nil` signs nothing.
    ///   - level: What is sent.
    /// - Throws: An error that says which of these is wrong, and repeats no secret.
    public init(url: String, secret: String? = nil, level: Level = .info) throws {
        try self.init(url: url, hidden: [], secret: secret, level: level, path: WirePath())
    }

    init(
        url: String,
        hidden: [String],
        secret: String?,
        level: Level,
        path: WirePath
    ) throws {
        if let problem = MonitorRules.address(url) { throw HarnessError(.usage, problem) }
        let key = secret.flatMap { WebhookSender.key(of: $0) }
        if secret != nil, key == nil {
            throw HarnessError(
                .usage,
                "the webhook's secret: expected whsec_ and 24 to 64 bytes in base 64; make one with "
                    + "`echo whsec_$(openssl rand -base64 32)`"
            )
        }
        sender = WebhookSender(
            url: url,
            secrets: hidden + Self.secrets(in: url),
            key: key,
            path: path
        )
        self.level = level
    }

    /// Servers repeat what they were asked for, and in webhooks that is the secret.
    private static func secrets(in url: String) -> [String] {
        guard let parts = URLComponents(string: url) else { return [] }
        let path = parts.path.count > 1 ? parts.path : nil
        return [path, parts.query, parts.user, parts.password].compactMap { $0 }
    }

    /// Sends an operation.
    public func log(operation: MonitoredOperation) async throws {
        try await add(.operation(operation))
    }

    /// Sends values.
    public func log(metrics: MonitoredMetrics) async throws { try await add(.metrics(metrics)) }

    /// Sends an error.
    public func log(error: MonitoredError) async throws { try await add(.error(error)) }

    /// Sends what waits too long, until the task is cancelled.
    public func serve() async throws {
        var failure: (any Error)?
        while await clock.sleep(.seconds(1), unless: { false }) {
            guard let first, ContinuousClock.now - first >= Self.patience else { continue }
            do { try await flush() } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    /// Sends what is left.
    public func finish() async throws {
        var failure: (any Error)?
        do { try await flush() } catch { failure = error }
        while sending > 0 { try await Task.sleep(for: .milliseconds(10)) }
        guard lost > 0 else { return }
        let reason = failure.map { ": \($0)" } ?? ""
        throw HarnessError(.failed, "\(lost) events were not taken\(reason)")
    }

    private func add(_ event: MonitorEvent) async throws {
        guard level == .info || event.isFailure else { return }
        if waiting.isEmpty { first = ContinuousClock.now }
        waiting.append(event.json)
        if waiting.count >= Self.batch { try await flush() }
    }

    private func flush() async throws {
        guard !waiting.isEmpty else { return }
        let events = waiting
        waiting = []
        first = nil
        let now = clock.wall()
        var generator = SystemRandomNumberGenerator()
        let id = ULID(milliseconds: UInt64(max(0, now.milliseconds)), using: &generator)
        sending += 1
        defer { sending -= 1 }
        do {
            try await sender.send(events, id: id, at: now)
        } catch {
            lost += events.count
            throw error
        }
    }
}
