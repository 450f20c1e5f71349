import Synchronization
import TallyCore

/// Keeps every event.
final class RecordingObserver: RunObserver {
    private let journal: Journal
    private let state = Mutex<[RunEvent]>([])

    init(_ journal: Journal) { self.journal = journal }

    func receive(_ event: RunEvent) {
        if case .trialFinished(_, let report) = event {
            journal.note(.trialReported(report.caseID))
        }
        state.withLock { $0.append(event) }
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

    var stopReasons: [String] {
        events.compactMap { if case .laneStopped(_, let reason) = $0 { reason } else { nil } }
    }
}
