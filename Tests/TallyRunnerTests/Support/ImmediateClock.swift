import Synchronization
import TallyCore
import TallyRunner

/// A clock that never waits: a sleep moves it on.
final class ImmediateClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let state = Mutex(Duration.zero)

    var now: Instant { Instant(offset: state.withLock { $0 }) }
    var minimumResolution: Duration { .zero }

    /// The sum of all sleeps.
    var slept: Duration { now.offset }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        state.withLock { $0 = max($0, deadline.offset) }
        await Task.yield()
    }
}
