internal import Foundation
internal import Synchronization
internal import TallyConfiguration
internal import TallyCore
internal import TallyRunner
internal import TallyWandB

/// Logs what a program does as one run of Weights & Biases.
///
/// The native log is written whatever the network does. With `WANDB_API_KEY` it is sent when the monitors finish; else
/// `tally wandb sync DIR` or `wandb sync DIR` does it later. `docs/wandb.md` has the variables.
public final class WandBMonitor: Monitor {
    /// A value of a run's config.
    public enum Value: Sendable, ExpressibleByStringLiteral, ExpressibleByFloatLiteral,
        ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
    {
        case text(String)
        case number(Double)
        case flag(Bool)

        /// A text.
        public init(stringLiteral value: String) { self = .text(value) }
        /// A number.
        public init(floatLiteral value: Double) { self = .number(value) }
        /// A whole number.
        public init(integerLiteral value: Int) { self = .number(Double(value)) }
        /// Yes or no.
        public init(booleanLiteral value: Bool) { self = .flag(value) }
    }

    /// Shown in messages.
    public let name = "W&B"

    fileprivate struct State {
        var log: RunLog?
        var operations = 0
        var failed = 0
        var errors = 0
        var seconds = 0.0
        var tokens = 0.0
        var cost = 0.0
    }

    private let settings: WandBSettings
    private let runName: String?
    private let config: JSONObject
    private let logFrequency: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - project: W&B's project.
    ///   - entity: The user or team it belongs to; `nil` leaves it to the key.
    ///   - name: The run's name for people.
    ///   - tags: The run's tags.
    ///   - config: The run's settings.
    ///   - logFrequency: Operations between two rows of the history, at least 1.
    ///   - directory: Where `wandb/` is made.
    /// - Throws: An error that says what is wrong, as with a project's name that W&B refuses.
    public init(
        project: String,
        entity: String? = nil,
        name: String? = nil,
        tags: [String] = [],
        config: [String: Value] = [:],
        logFrequency: Int = 10,
        directory: String = "."
    ) throws {
        guard logFrequency >= 1 else {
            throw HarnessError(.usage, "logFrequency: expected at least 1, found \(logFrequency)")
        }
        let problems =
            [WandBRules.project(project), entity.flatMap(WandBRules.entity)].compactMap { $0 }
            + tags.compactMap(WandBRules.tag)
        if let problem = problems.first { throw HarnessError(.usage, problem) }
        var options = WandBOptions()
        options.project = project
        options.entity = entity
        options.tags = tags
        options.directory = directory
        settings = try WandBSettings(
            flags: options,
            environment: .current,
            file: WandBOptions(),
            store: directory
        )
        runName = name
        self.config = JSONObject(
            config.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }
        )
        self.logFrequency = logFrequency
    }

    /// The directory of the log; `nil` before the start, and where nothing is logged.
    public var directory: String? { state.withLock { $0.log?.directory.path } }

    /// Prepares what is written to.
    public func start() async throws {
        guard settings.mode != .disabled else { return }
        let now = Self.now
        var generator = SystemRandomNumberGenerator()
        let ulid = ULID(milliseconds: UInt64(max(0, now.milliseconds)), using: &generator)
        let id = settings.options.runID ?? ulid.description.lowercased()
        let directory = try RunDirectory(creatingIn: settings.root, run: id, at: now)
        let log = try RunLog(
            in: directory,
            start: RunStart(
                id: id,
                entity: settings.options.entity,
                project: settings.options.project ?? "tally",
                group: settings.options.group ?? "",
                jobType: settings.options.jobType ?? "",
                name: runName ?? settings.options.name ?? id,
                notes: settings.options.notes,
                tags: settings.options.tags,
                config: config,
                started: now,
                system: ProcessInfo.processInfo.operatingSystemVersionString,
                version: Provenance.version
            ),
            metrics: []
        )
        state.withLock { $0.log = log }
    }

    /// Writes an operation.
    public func log(operation: MonitoredOperation) async throws {
        state.withLock { state in
            state.operations += 1
            if !operation.isSuccess { state.failed += 1 }
            state.seconds += operation.duration.seconds
            state.tokens += Double(operation.inputTokens) + Double(operation.outputTokens)
            state.cost += operation.cost ?? 0
            guard state.operations % logFrequency == 0 else { return }
            state.log?.history(state.row, at: Self.now)
        }
    }

    /// Writes values.
    public func log(metrics: MonitoredMetrics) async throws {
        let row = metrics.values.sorted { $0.key < $1.key }.map {
            ($0.key, JSONValue.number($0.value))
        }
        state.withLock { state in
            state.log?.history(JSONObject(row), at: Self.now)
            state.log?.summary(JSONObject(row))
        }
    }

    /// Writes an error.
    public func log(error: MonitoredError) async throws {
        let context = error.context.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        state.withLock { state in
            state.errors += 1
            let words = ["\(error.type): \(error.message)"] + context
            state.log?.output(words.joined(separator: " "), at: Self.now)
        }
    }

    /// Ends what was begun, and sends what is to be sent.
    public func finish() async throws {
        let log = state.withLock { state -> RunLog? in
            guard let log = state.log else { return nil }
            if state.operations % logFrequency != 0 { log.history(state.row, at: Self.now) }
            log.summary(state.row)
            log.finish(tags: settings.options.tags, exitCode: 0, at: Self.now)
            return log
        }
        guard let log else { return }
        if let failure = log.failure { throw failure }
        guard settings.mode == .online else { return }
        _ = try await Uploader(to: settings.server()).upload(log.directory)
    }

    private static var now: Moment {
        RunClock().wall()
    }
}

extension WandBMonitor.State {
    fileprivate var row: JSONObject {
        JSONObject([
            ("operations", .number(operations)), ("operations/failed", .number(failed)),
            ("errors/total", .number(errors)),
            (
                "duration/mean_s",
                .optional(operations == 0 ? Double?.none : seconds / Double(operations))
            ),
            ("tokens/total", .number(tokens)), ("cost/total", .number(cost)),
        ])
    }
}

extension WandBMonitor.Value {
    fileprivate var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .number(number)
        case .flag(let flag): .bool(flag)
        }
    }
}
