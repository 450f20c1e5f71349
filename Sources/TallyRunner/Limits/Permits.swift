internal import Synchronization

/// A counting semaphore whose number of places may change: the places in flight of one lane.
final class Permits: Sendable {
    private struct State {
        var limit: Int
        var taken = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
        var first = 0

        /// Gives free places to whoever waits longest.
        mutating func admitted() -> [CheckedContinuation<Void, Never>] {
            var next: [CheckedContinuation<Void, Never>] = []
            while taken < limit, first < waiting.count {
                next.append(waiting[first])
                first += 1
                taken += 1
            }
            if first == waiting.count, first > 0 {
                waiting.removeAll(keepingCapacity: true)
                first = 0
            }
            return next
        }
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(limit: count)) }

    /// Places taken now.
    var taken: Int { state.withLock { $0.taken } }

    /// Waits for a place.
    func acquire() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.taken < state.limit else {
                    state.waiting.append(continuation)
                    return false
                }
                state.taken += 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    /// Gives a place back.
    func release() {
        let next = state.withLock { state in
            state.taken -= 1
            return state.admitted()
        }
        for continuation in next { continuation.resume() }
    }

    /// Changes the number of places; what is in flight beyond it ends on its own.
    func resize(to limit: Int) {
        let next = state.withLock { state in
            state.limit = limit
            return state.admitted()
        }
        for continuation in next { continuation.resume() }
    }
}
