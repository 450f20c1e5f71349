internal import Synchronization
package import TallyCore

/// Writes metrics as lines of CloudWatch's embedded metric format, which an agent, Lambda or ECS sends on: no keys are needed.
package final class EMFLog: MetricsSink {
    package let name = "EMF log"

    private struct State {
        var file: RotatingFile?
        var deltas = MetricDeltas()
    }

    private let path: String
    private let namespace: String
    private let mostBytes: Int
    private let kept: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - path: The file in use; the ones before it end in `.1`, `.2` and so on.
    ///   - namespace: CloudWatch's, which must not begin with `AWS/`.
    ///   - mostBytes: The size at which it is put away, at least 1.
    ///   - kept: How many are kept besides it.
    package init(_ path: String, namespace: String, mostBytes: Int, kept: Int) {
        self.path = path
        self.namespace = namespace
        self.mostBytes = mostBytes
        self.kept = kept
    }

    /// Differences are written, so what an earlier sitting wrote is not to be written again.
    package func begin(with export: MetricsExport) {
        let families = export.families()
        state.withLock { $0.deltas.begin(with: families) }
    }

    /// Writes what changed since it was last written.
    package func send(
        _ export: MetricsExport,
        at moment: Moment,
        isLast: Bool
    ) async throws(MonitorError) {
        let families = export.families()
        try state.withLock { state throws(MonitorError) in
            let changes = state.deltas.changes(of: families)
            let lines = EMFDocument.lines(changes.map(\.datum), namespace: namespace, at: moment)
            guard !lines.isEmpty else { return }
            var file: RotatingFile
            if let open = state.file {
                file = open
            } else {
                file = try RotatingFile(path, mostBytes: mostBytes, kept: kept)
            }
            // In one piece, so that nothing is written twice after a failure.
            try file.append(lines.map(\.jsonText).joined(separator: "\n"))
            state.file = file
            state.deltas.take(changes)
        }
    }
}
