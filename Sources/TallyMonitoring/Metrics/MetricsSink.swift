package import TallyCore

/// A backend that is handed all metrics now and then.
package protocol MetricsSink: Sendable {
    /// Shown in messages.
    var name: String { get }

    /// Notes what earlier sittings of the experiment have handed over.
    func begin(with export: MetricsExport)

    /// Hands over what the metrics are at a moment; the last time when the run has ended.
    ///
    /// Throws `MonitorError` where the backend does not take them: the next time brings everything again.
    func send(_ export: MetricsExport, at moment: Moment, isLast: Bool) async throws(MonitorError)
}

extension MetricsSink {
    /// Totals need no beginning.
    package func begin(with export: MetricsExport) {}
}
