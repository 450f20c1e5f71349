package import TallyCore

/// A backend that is handed all metrics now and then.
package protocol MetricsSink: Sendable {
    /// Shown in messages.
    var name: String { get }

    /// Hands over what the metrics are at a moment; the last time when the run has ended.
    ///
    /// Throws `MonitorError` where the backend does not take them: the next time brings everything again.
    func send(_ export: MetricsExport, at moment: Moment, isLast: Bool) async throws(MonitorError)
}
