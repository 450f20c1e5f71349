internal import Synchronization

/// Holds lanes together: none goes on to a step before all others have come to it, or ended.
final class Lockstep: Sendable {
    private struct State {
        /// The step each lane has come to; those that ended are gone.
        var steps: [Int: Int]
        var waiting: [(step: Int, continuation: CheckedContinuation<Void, Never>)] = []

        /// Lanes that wait for nobody any more.
        mutating func released() -> [CheckedContinuation<Void, Never>] {
            let slowest = steps.values.min() ?? .max
            let free = waiting.filter { $0.step <= slowest }
            waiting.removeAll { $0.step <= slowest }
            return free.map(\.continuation)
        }
    }

    private let state: Mutex<State>

    init(lanes: [Int]) {
        state = Mutex(State(steps: Dictionary(uniqueKeysWithValues: lanes.map { ($0, -1) })))
    }

    /// Notes that a lane has come to a step, and waits until all have.
    func arrive(_ lane: Int, at step: Int) async {
        await withCheckedContinuation { continuation in
            let free = state.withLock { state in
                state.steps[lane] = step
                state.waiting.append((step, continuation))
                return state.released()
            }
            for continuation in free { continuation.resume() }
        }
    }

    /// Notes that a lane goes no further; nobody waits for it any more.
    func leave(_ lane: Int) {
        let free = state.withLock { state in
            state.steps[lane] = nil
            return state.released()
        }
        for continuation in free { continuation.resume() }
    }
}
