internal import Foundation
package import TallyCore

/// Writes metrics into a file for the node exporter's textfile collector, which must never see half of one.
package struct MetricsFile: MetricsSink {
    package let name = "metrics file"

    private let path: String

    /// The collector reads files that end in `.prom`.
    package init(_ path: String) { self.path = path }

    /// Replaces the file, whose last metrics tell when the run ended.
    package func send(
        _ export: MetricsExport,
        at moment: Moment,
        isLast: Bool
    ) async throws(MonitorError) {
        try write(export.text(endedAt: isLast ? moment : nil))
    }

    /// Replaces the file; throws `MonitorError` where that cannot be done.
    package func write(_ text: String) throws(MonitorError) {
        let url = URL(fileURLWithPath: path)
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: url, options: .atomic)
        } catch {
            throw MonitorError("\(path): the metrics cannot be written")
        }
    }
}
