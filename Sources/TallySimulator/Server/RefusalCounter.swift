internal import Synchronization

/// Numbers the requests that no model saw, and counts those that were refused.
final class RefusalCounter: Sendable {
    private let state = Mutex((requests: 0, refused: 0))

    var count: Int { state.withLock { $0.refused } }

    func next(isRefused: Bool) -> Int {
        state.withLock { state in
            state.requests += 1
            if isRefused { state.refused += 1 }
            return state.requests
        }
    }
}
