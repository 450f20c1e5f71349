internal import Foundation
internal import Synchronization
internal import TallyCore
internal import TallyRunner

/// Tells monitors what happens in a run: requests and trials as operations, what failed as errors.
final class MonitorBridge: RunObserver {
    private struct Subject {
        var benchmark: String
        var variants: [String]
    }

    private let monitors: Monitors
    private let subject: Mutex<Subject>

    /// `variants` in the order of their lanes; where they are not known yet the run's start tells.
    init(_ monitors: Monitors, of benchmark: String = "", variants: [String] = []) {
        self.monitors = monitors
        subject = Mutex(Subject(benchmark: benchmark, variants: variants))
    }

    func receive(_ event: RunEvent) {
        switch event {
        case .started(let start):
            subject.withLock {
                $0 = Subject(benchmark: start.benchmark, variants: start.lanes.map(\.name))
            }
        case .attemptFinished(let lane, let report): tell(report, labels(lane))
        case .trialFinished(let lane, let report): tell(report, labels(lane))
        case .laneStopped(let lane, let reason):
            let context = labels(lane)
            monitors.log(
                error: MonitoredError(type: "stopped", message: reason, context: context)
            )
        case .attemptStarted, .trialTraced, .limitChanged, .remark, .draining, .finished: break
        }
    }

    private func labels(_ lane: Int) -> [String: String] {
        let subject = subject.withLock { $0 }
        return [
            "benchmark": subject.benchmark,
            "variant": subject.variants.indices.contains(lane) ? subject.variants[lane] : "",
        ]
    }

    private func tell(_ report: RunEvent.AttemptReport, _ labels: [String: String]) {
        let labels = labels.merging(["model": report.profile]) { $1 }
        var operation = MonitoredOperation(
            "request",
            began: Date() - report.service.seconds,
            duration: report.service,
            isSuccess: report.error == nil,
            labels: labels
        )
        operation.inputTokens = report.usage?.prompt ?? 0
        operation.outputTokens = report.usage?.output ?? 0
        operation.cost = report.cost?.dollars
        monitors.log(operation: operation)
        guard let error = report.error else { return }
        let message = "a request failed"
        monitors.log(
            error: MonitoredError(type: error.rawValue, message: message, context: labels)
        )
    }

    private func tell(_ report: RunEvent.TrialReport, _ labels: [String: String]) {
        monitors.log(
            operation: MonitoredOperation(
                "process_receipt",
                began: Date() - report.total.seconds,
                duration: report.total,
                isSuccess: report.outcome.error == nil,
                labels: labels.merging(["outcome": report.outcome.name]) { $1 }
            )
        )
    }
}
