internal import Foundation

/// Writes metrics into a file for the node exporter's textfile collector, which must never see half of one.
package struct MetricsFile: Sendable {
    private let path: String

    /// The collector reads files that end in `.prom`.
    package init(_ path: String) { self.path = path }

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
