internal import Foundation
internal import Synchronization
internal import TallyCore
internal import TallyRunner

/// Tells monitors what happens in a run: requests and trials as operations, what failed as errors.
final class MonitorBridge: RunObserver {
    /// Labels of events, made once for each that is told apart.
    private struct Labels {
        var benchmark: String
        var variants: [String]
        /// By lane, and the label that is added with its value.
        private var made: [Key: [String: String]] = [:]

        private struct Key: Hashable {
            var lane: Int
            var value: String
        }

        init(benchmark: String, variants: [String]) {
            self.benchmark = benchmark
            self.variants = variants
        }

        mutating func of(_ lane: Int, _ name: String, _ value: String) -> [String: String] {
            let key = Key(lane: lane, value: value)
            if let labels = made[key], labels[name] != nil { return labels }
            var labels = of(lane)
            labels[name] = value
            made[key] = labels
            return labels
        }

        func of(_ lane: Int) -> [String: String] {
            [
                "benchmark": benchmark,
                "variant": variants.indices.contains(lane) ? variants[lane] : "",
            ]
        }
    }

    private let monitors: Monitors
    private let labels: Mutex<Labels>

    /// `variants` in the order of their lanes; where they are not known yet the run's start tells.
    init(_ monitors: Monitors, of benchmark: String = "", variants: [String] = []) {
        self.monitors = monitors
        labels = Mutex(Labels(benchmark: benchmark, variants: variants))
    }

    func receive(_ event: RunEvent) {
        switch event {
        case .started(let start):
            labels.withLock {
                $0 = Labels(benchmark: start.benchmark, variants: start.lanes.map(\.name))
            }
        case .attemptFinished(let lane, let report):
            tell(report, labels.withLock { $0.of(lane, "model", report.profile) })
        case .trialFinished(let lane, let report):
            tell(report, labels.withLock { $0.of(lane, "outcome", report.outcome.name) })
        case .laneStopped(let lane, let reason):
            let context = labels.withLock { $0.of(lane) }
            monitors.log(
                error: MonitoredError(type: "stopped", message: reason, context: context)
            )
        case .attemptStarted, .trialTraced, .limitChanged, .costForecast, .remark, .draining,
            .finished:
            break
        }
    }

    private func tell(_ report: RunEvent.AttemptReport, _ labels: [String: String]) {
        var operation = MonitoredOperation(
            "request",
            began: Date() - (report.service ?? .zero).seconds,
            duration: report.service ?? .zero,
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
                labels: labels
            )
        )
    }
}
