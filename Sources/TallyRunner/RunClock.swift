internal import Foundation
package import TallyCore

/// The two clocks of a run: one for durations and waits, one for dates in rows.
package struct RunClock: Sendable {
    package var monotonic: any Clock<Duration>
    package var wall: @Sendable () -> Moment

    package init(
        monotonic: any Clock<Duration> = .continuous,
        wall: @escaping @Sendable () -> Moment = {
            Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        }
    ) {
        self.monotonic = monotonic
        self.wall = wall
    }

    /// Tells the time since now.
    func stopwatch() -> @Sendable () -> Duration { monotonic.stopwatch() }

    /// Sleeps, but not on when it is over; returns whether the whole time passed.
    package func sleep(_ duration: Duration, unless isOver: () -> Bool) async -> Bool {
        var rest = duration
        while rest > .zero {
            if isOver() { return false }
            let slice = min(rest, .milliseconds(100))
            do { try await monotonic.sleep(for: slice) } catch { return false }
            rest -= slice
        }
        return !isOver()
    }
}

extension Clock where Duration == Swift.Duration {
    fileprivate func stopwatch() -> @Sendable () -> Swift.Duration {
        let start = now
        return { start.duration(to: now) }
    }
}
