import Synchronization

/// A clock whose sleeps end at once and move it on; a set number of sleeps runs a hook.
final class StepClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        var time: Duration
        func advanced(by duration: Duration) -> Instant { Instant(time: time + duration) }
        func duration(to other: Instant) -> Duration { other.time - time }
        static func < (left: Instant, right: Instant) -> Bool { left.time < right.time }
    }

    private struct State {
        var time: Duration = .zero
        var sleeps = 0
    }

    private let state = Mutex(State())
    private let onSleep: @Sendable (Int) -> Void

    /// The hook gets the number of the sleep, from 1 on.
    init(onSleep: @escaping @Sendable (Int) -> Void) { self.onSleep = onSleep }

    var now: Instant { Instant(time: state.withLock(\.time)) }
    let minimumResolution: Duration = .zero

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let count = state.withLock { state in
            state.time = max(state.time, deadline.time)
            state.sleeps += 1
            return state.sleeps
        }
        onSleep(count)
        await Task.yield()
        try Task.checkCancellation()
    }
}
