import Synchronization
import TallyCore

/// A ledger in memory that can be told to fail.
final class RecordingLedger: Ledger {
    struct Failure: Error, Equatable {}

    private struct State {
        var next: Int64 = 0
        var commits: [[LedgerEntry]] = []
    }

    private let state = Mutex(State())
    private let journal: Journal
    private let limit: Int

    /// Fails every commit after the first `limit`.
    init(_ journal: Journal = Journal(), failingAfter limit: Int = .max) {
        self.journal = journal
        self.limit = limit
    }

    func nextID() -> Int64 {
        state.withLock { state in
            state.next += 1
            return state.next
        }
    }

    func commit(_ entries: [LedgerEntry], whenQueued: () -> Void) async throws {
        defer { whenQueued() }
        // Others get their turn between the call and its return, as with a disk.
        await Task.yield()
        let isWritten = state.withLock { state in
            guard state.commits.count < limit else { return false }
            state.commits.append(entries)
            return true
        }
        guard isWritten else { throw Failure() }
        for entry in entries {
            switch entry {
            case .attemptOpened(let opening): journal.note(.attemptCommitted(opening.ulid))
            case .trialClosed(let closing): journal.note(.trialCommitted(closing.id))
            default: break
            }
        }
    }

    var commits: [[LedgerEntry]] { state.withLock { $0.commits } }
    private var entries: [LedgerEntry] { commits.flatMap { $0 } }

    var trialOpenings: [TrialOpening] {
        entries.compactMap { if case .trialOpened(let opening) = $0 { opening } else { nil } }
    }

    var attemptOpenings: [AttemptOpening] {
        entries.compactMap { if case .attemptOpened(let opening) = $0 { opening } else { nil } }
    }

    var attemptClosings: [AttemptClosing] {
        entries.compactMap { if case .attemptClosed(let closing) = $0 { closing } else { nil } }
    }

    var trialClosings: [TrialClosing] {
        entries.compactMap { if case .trialClosed(let closing) = $0 { closing } else { nil } }
    }

    var results: [TrialResult] { trialClosings.compactMap(\.result) }

    /// Trials that ended without a result.
    var pending: Int { trialClosings.filter { $0.result == nil }.count }

    var stops: [String] {
        entries.compactMap { if case .laneStopped(_, let reason) = $0 { reason } else { nil } }
    }
}
