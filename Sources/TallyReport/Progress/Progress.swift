internal import Synchronization
package import TallyCore

/// Follows a run and shows where it stands.
///
/// `receive` only counts; all drawing and every write happen in `run`, on a task of the caller's, so a
/// slow terminal never holds up a trial.
package final class Progress: RunObserver {
    package enum Form: Sendable {
        /// Redraws a few lines in place; the closure gives the terminal's width at each frame.
        case terminal(width: @Sendable () -> Int, style: TextStyle)
        /// Plain lines without cursor control.
        case plain
    }

    /// At most ten frames a second.
    private static let frame: Duration = .milliseconds(100)

    private struct Shared {
        var state = ProgressState()
        var notes: [String] = []
        /// When the run was announced, so that the time to plan it stays out of rates.
        var start: Duration = .zero
    }

    private let shared = Mutex(Shared())
    private let form: Form
    private let clock: any Clock<Duration>
    private let elapsed: @Sendable () -> Duration
    private let write: @Sendable (String) -> Void
    private let ended: AsyncStream<Void>
    private let end: AsyncStream<Void>.Continuation

    /// `write` gets whole lines or whole frames, for standard error.
    package init(
        form: Form,
        clock: any Clock<Duration> = .continuous,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.form = form
        self.clock = clock
        self.write = write
        elapsed = Self.stopwatch(clock)
        (ended, end) = AsyncStream.makeStream()
    }

    package func receive(_ event: RunEvent) {
        if case .remark(let text) = event { return note(text) }
        let now = elapsed()
        let isFinished = shared.withLock { shared in
            if case .started = event { shared.start = now }
            shared.state.apply(event)
            return shared.state.isFinished
        }
        if isFinished { end.finish() }
    }

    /// Has a line printed above the bars, or among the plain lines, at the next frame.
    package func note(_ text: String) {
        shared.withLock { $0.notes.append(TerminalText.sanitize(text)) }
    }

    /// Draws until the run is finished or the task cancelled; the last frame stays.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.drawFrames() }
            for await _ in ended {}
            group.cancelAll()
        }
    }

    private func drawFrames() async {
        var canvas = ProgressCanvas(form: form)
        while !Task.isCancelled {
            draw(on: &canvas)
            try? await clock.sleep(for: Self.frame)
        }
        draw(on: &canvas)
    }

    private func draw(on canvas: inout ProgressCanvas) {
        let now = elapsed()
        let (state, notes, start) = shared.withLock { shared in
            defer { shared.notes = [] }
            return (shared.state, shared.notes, shared.start)
        }
        let text = canvas.output(state, notes: notes, elapsed: now - start)
        if !text.isEmpty { write(text) }
    }

    private static func stopwatch<C: Clock<Duration>>(_ clock: C) -> @Sendable () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}
