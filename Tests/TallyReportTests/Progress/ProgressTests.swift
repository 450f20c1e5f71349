import Synchronization
import TallyCore
import TallyReport
import Testing

struct ProgressTests {
    /// Keeps what was written, and the observer that a clock's hook feeds.
    private final class Bench: Sendable {
        let writes = Mutex<[String]>([])
        let progress = Mutex<Progress?>(nil)

        func send(_ events: RunEvent...) {
            let progress = progress.withLock { $0 }
            for event in events { progress?.receive(event) }
        }
    }

    private func written(
        _ form: Progress.Form,
        script: @escaping @Sendable (Int, Bench) -> Void
    ) async -> [String] {
        let bench = Bench()
        let clock = StepClock { script($0, bench) }
        let progress = Progress(form: form, clock: clock) { text in
            bench.writes.withLock { $0.append(text) }
        }
        bench.progress.withLock { $0 = progress }
        await progress.run()
        return bench.writes.withLock { $0 }
    }

    @Test func `a terminal frame is drawn over the one before`() async {
        let writes = await written(.terminal(width: { 80 }, style: .plain)) { step, bench in
            if step == 1 { bench.send(Lanes.start) }
            if step == 3 { bench.send(.attemptStarted(lane: 1), .finished) }
        }
        #expect(writes.count == 2)
        #expect(writes.first?.hasPrefix("tally run 01JD8Z5W3QK7M4N2P6R8T0V1X3 · ") == true)
        #expect(writes.last?.hasPrefix("\r\u{1B}[6Atally run") == true)
        #expect(writes.last?.contains("1/20") == true)
        #expect(writes.allSatisfy { $0.hasSuffix("\u{1B}[K\n") })
    }

    @Test func `nothing is written while nothing changes`() async {
        let writes = await written(.terminal(width: { 80 }, style: .plain)) { step, bench in
            if step == 1 { bench.send(Lanes.start) }
            if step == 50 { bench.send(.finished) }
        }
        #expect(writes.count == 2)  // the last frame calls the lanes stopped
    }

    @Test func `a note stands above the bars`() async {
        let writes = await written(.terminal(width: { 80 }, style: .plain)) { step, bench in
            if step == 1 { bench.send(Lanes.start) }
            if step == 2 {
                bench.progress.withLock { $0 }?.note("careful\u{07}")
                bench.send(.finished)
            }
        }
        #expect(writes.last?.hasPrefix("\r\u{1B}[6Acareful\u{1B}[K\ntally run") == true)
    }

    @Test func `off a terminal no cursor control is written`() async {
        let writes = await written(.plain) { step, bench in
            if step == 1 { bench.send(Lanes.start) }
            if step == 3 { bench.send(.finished) }
        }
        #expect(writes.joined().split(separator: "\n").count == 4)
        #expect(!writes.joined().contains("\u{1B}"))
    }

    @Test func `a frame is at least a tenth of a second after the last`() async {
        let times = Mutex<[Duration]>([])
        let bench = Bench()
        let clock = StepClock { step in
            if step == 1 { bench.send(Lanes.start) }
            bench.send(.attemptStarted(lane: 1))
            if step == 20 { bench.send(.finished) }
        }
        let progress = Progress(form: .terminal(width: { 80 }, style: .plain), clock: clock) { _ in
            times.withLock { $0.append(clock.now.time) }
        }
        bench.progress.withLock { $0 = progress }
        await progress.run()
        let drawn = times.withLock { $0 }.dropLast()
        let gaps = zip(drawn, drawn.dropFirst()).map { $1 - $0 }
        #expect(drawn.count >= 19)
        #expect(gaps.allSatisfy { $0 >= .milliseconds(100) })
    }

    @Test func `cancelling ends the drawing`() async {
        let progress = Progress(form: .plain) { _ in }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await progress.run() }
            group.cancelAll()
        }
    }

    @Test func `an event of an unknown lane is ignored`() {
        let progress = Progress(form: .plain) { _ in }
        progress.receive(.attemptStarted(lane: 7))
        progress.receive(.trialFinished(lane: -1, Lanes.answered()))
    }
}
