import Synchronization
import TallyCore

/// Keeps every event.
final class RecordingObserver: RunObserver {
    private let journal: Journal
    private let state = Mutex<[RunEvent]>([])
    private let reaction = Mutex<(@Sendable () -> Void)?>(nil)

    init(_ journal: Journal) { self.journal = journal }

    func receive(_ event: RunEvent) {
        if case .trialFinished(_, let report) = event {
            journal.note(.trialReported(report.caseID))
        }
        state.withLock { $0.append(event) }
        if case .remark = event { reaction.withLock { $0 }?() }
    }

    /// Does something whenever a remark is made.
    func onRemark(_ reaction: @escaping @Sendable () -> Void) {
        self.reaction.withLock { $0 = reaction }
    }

    private var events: [RunEvent] { state.withLock { $0 } }

    var attemptsStarted: Int {
        events.filter { if case .attemptStarted = $0 { true } else { false } }.count
    }

    var attempts: [RunEvent.AttemptReport] {
        events.compactMap {
            if case .attemptFinished(_, let report) = $0 { report } else { nil }
        }
    }

    var trials: [RunEvent.TrialReport] {
        events.compactMap { if case .trialFinished(_, let report) = $0 { report } else { nil } }
    }

    var traces: [TrialTrace] {
        events.compactMap { if case .trialTraced(_, let trace) = $0 { trace } else { nil } }
    }

    var remarks: [String] {
        events.compactMap { if case .remark(let text) = $0 { text } else { nil } }
    }

    var limits: [Int] {
        events.compactMap { if case .limitChanged(_, let limit) = $0 { limit } else { nil } }
    }

    var stopReasons: [String] {
        events.compactMap { if case .laneStopped(_, let reason) = $0 { reason } else { nil } }
    }
}
