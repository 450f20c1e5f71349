/// Waits on a clock, faster or slower than the simulation says.
struct Pacer: Sendable {
    let clock: any Clock<Duration>
    /// Simulated seconds in one second of the clock; infinite means that nothing ever waits.
    let speed: Double
    private let elapsed: @Sendable () -> Duration

    init(clock: any Clock<Duration>, speed: Double) {
        precondition(speed > 0, "speed must be positive")
        self.clock = clock
        self.speed = speed
        elapsed = Self.stopwatch(clock)
    }

    /// Simulated time since the start; `nil` when nothing ever waits, for then there is no time.
    var now: Duration? { speed.isFinite ? elapsed() * speed : nil }

    private static func stopwatch<C: Clock<Duration>>(_ clock: C) -> @Sendable () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }

    /// What a simulated duration takes on the clock.
    func scaled(_ duration: Duration) -> Duration {
        speed.isFinite ? duration / speed : .zero
    }

    func wait(_ duration: Duration) async throws {
        let duration = scaled(duration)
        if duration > .zero { try await clock.sleep(for: duration) }
    }

    /// Hands out each part at its time, counted from now; parts due at once are joined.
    ///
    /// Waits are measured from the start, so that the cost of writing does not add up.
    @concurrent
    func play(_ timeline: Timeline, to write: @concurrent ([UInt8]) async throws -> Void)
        async throws
    {
        try await play(timeline, on: clock, to: write)
    }

    @concurrent
    private func play<C: Clock<Duration>>(
        _ timeline: Timeline,
        on clock: C,
        to write: @concurrent ([UInt8]) async throws -> Void
    ) async throws {
        var due = clock.now
        var pending: [UInt8] = []
        for part in timeline.parts {
            let wait = scaled(part.wait)
            if wait > .zero {
                if !pending.isEmpty { try await write(pending) }
                pending = []
                due = due.advanced(by: wait)
                try await clock.sleep(until: due, tolerance: nil)
            }
            pending += part.bytes
        }
        if !pending.isEmpty { try await write(pending) }
    }
}
