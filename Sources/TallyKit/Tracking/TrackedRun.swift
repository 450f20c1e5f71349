internal import Synchronization
internal import TallyCore
internal import TallyRunner
internal import TallyWandB

/// One run that is logged for Weights & Biases while it goes on.
final class TrackedRun: Sendable {
    /// Rows of the history at most, however many trials there are.
    private static let mostRows = 1000

    let run: RunRecord
    let log: RunLog
    let clock: RunClock
    let tags: [String]
    /// Trials between two rows.
    private let stride: Int
    private let metrics: Mutex<RunningMetrics>

    init(
        _ run: RunRecord,
        log: RunLog,
        tags: [String],
        frequency: Int?,
        metrics: RunningMetrics,
        clock: RunClock
    ) {
        self.run = run
        self.log = log
        self.tags = tags
        self.clock = clock
        stride = Self.stride(for: run.planned, frequency: frequency)
        self.metrics = Mutex(metrics)
    }

    /// As often as was asked for, and never more rows than that.
    static func stride(for planned: Int, frequency: Int?) -> Int {
        max(frequency ?? 1, (planned + mostRows - 1) / mostRows, 1)
    }

    func receive(_ event: RunEvent) {
        switch event {
        case .attemptFinished(_, let report): metrics.withLock { $0.add(report) }
        case .trialFinished(_, let report):
            // The row is written under the lock, so that rows come in the order of their counts.
            metrics.withLock { metrics in
                let documents = metrics.add(report)
                if documents % stride == 0 { log.history(metrics.row, at: clock.wall()) }
            }
        case .laneStopped(_, let reason): say("stopped: \(reason)")
        case .remark(let text): say(text)
        case .draining: say("stopping: what is in flight is finished")
        case .started, .attemptStarted, .trialTraced, .limitChanged, .costForecast, .finished: break
        }
    }

    func say(_ line: String) { log.output(line, at: clock.wall()) }

    /// The last row, where the stride left one out.
    func finishHistory() {
        metrics.withLock { metrics in
            guard metrics.documents > 0, metrics.documents % stride != 0 else { return }
            log.history(metrics.row, at: clock.wall())
        }
    }
}
