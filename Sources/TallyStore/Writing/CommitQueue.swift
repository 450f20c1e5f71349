internal import Synchronization

/// What waits to be committed, and whether anything still can be.
final class CommitQueue: Sendable {
    struct Waiting {
        var writes: [Write]
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isDraining = false
        /// Why nothing can be written any more.
        var failure: StoreError?
    }

    private let state = Mutex(State())

    /// What taking something in asks of the caller.
    enum Answer {
        /// Someone writes already, and will take it.
        case queued
        /// The caller has to see to it that the queue is drained.
        case drain
        case refused(StoreError)
    }

    func add(_ waiting: Waiting) -> Answer {
        state.withLock { state in
            if let failure = state.failure { return .refused(failure) }
            state.waiting.append(waiting)
            defer { state.isDraining = true }
            return state.isDraining ? .queued : .drain
        }
    }

    /// Everything that waits; `nil` when nothing does, and then the drain is over.
    func take() -> [Waiting]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isDraining = false
                return nil
            }
            defer { state.waiting = [] }
            return state.waiting
        }
    }

    /// From now on everything is refused, so that no request leaves whose outcome the ledger would lose; returns what
    /// still waits.
    func fail(_ error: StoreError) -> [Waiting] {
        state.withLock { state in
            state.failure = error
            defer { state.waiting = [] }
            return state.waiting
        }
    }
}
