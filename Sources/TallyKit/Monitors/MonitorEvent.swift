public import Foundation

/// What a monitor can be told.
public enum MonitorEvent: Sendable {
    case operation(MonitoredOperation)
    case metrics(MonitoredMetrics)
    case error(MonitoredError)
}

/// One operation that ended: a request, a trial, or a piece of a program's own work.
public struct MonitoredOperation: Sendable {
    /// One of few: `process_receipt`, never an id.
    public var name: String
    /// When it began.
    public var began: Date
    /// How long it took.
    public var duration: Duration
    /// It ended well.
    public var isSuccess: Bool
    /// What it is told apart by; values are few, too.
    public var labels: [String: String]
    /// Tokens read, cached ones included.
    public var inputTokens = 0
    /// Tokens written.
    public var outputTokens = 0
    /// US dollars; `nil` when unknown.
    public var cost: Double?

    /// An operation without tokens and cost.
    public init(
        _ name: String,
        began: Date = Date(),
        duration: Duration,
        isSuccess: Bool = true,
        labels: [String: String] = [:]
    ) {
        self.name = name
        self.began = began
        self.duration = duration
        self.isSuccess = isSuccess
        self.labels = labels
    }
}

/// Values of one moment, by their names.
public struct MonitoredMetrics: Sendable {
    /// By their names.
    public var values: [String: Double]
    /// When that was.
    public var moment: Date

    /// Values that are not finite are nobody's.
    public init(_ values: [String: Double], moment: Date = Date()) {
        self.values = values.filter { $0.value.isFinite }
        self.moment = moment
    }
}

/// Something that went wrong.
public struct MonitoredError: Sendable {
    /// One of few: a type's name, or one of Tally's error types.
    public var type: String
    /// What went wrong, in words.
    public var message: String
    /// What was being done.
    public var context: [String: String]
    /// When that was.
    public var moment: Date

    /// An error under its type.
    public init(
        type: String,
        message: String,
        context: [String: String] = [:],
        moment: Date = Date()
    ) {
        self.type = type
        self.message = message
        self.context = context
        self.moment = moment
    }
}
