/// Someone who is told what a program does: a backend of Tally's, or one of your own.
///
/// Hand monitors to `Monitors`, which calls each from a task of its own: a monitor may be slow or throw, and holds up nobody. Every
/// method has a default that does nothing. `MonitorConformance.check` tries an implementation out.
public protocol Monitor: Sendable {
    /// Shown in messages, and beside the number of what it missed.
    var name: String { get }

    /// Called once before anything is logged; after an error the monitor is left out.
    func start() async throws

    /// Counts something at once, on the task where it happened: before the buffer, which may drop it for this monitor.
    ///
    /// Must return at once. Totals that have to be right are kept here.
    func count(_ event: MonitorEvent)

    /// One operation that ended, well or not.
    func log(operation: MonitoredOperation) async throws

    /// Values of one moment.
    func log(metrics: MonitoredMetrics) async throws

    /// Something that went wrong.
    func log(error: MonitoredError) async throws

    /// Works beside everything else, as a server does, until the task is cancelled.
    func serve() async throws

    /// Called once after everything was logged.
    func finish() async throws
}

extension Monitor {
    /// Does nothing.
    public func start() async throws {}
    /// Does nothing.
    public func count(_ event: MonitorEvent) {}
    /// Does nothing.
    public func log(operation: MonitoredOperation) async throws {}
    /// Does nothing.
    public func log(metrics: MonitoredMetrics) async throws {}
    /// Does nothing.
    public func log(error: MonitoredError) async throws {}
    /// Does nothing.
    public func serve() async throws {}
    /// Does nothing.
    public func finish() async throws {}
}
