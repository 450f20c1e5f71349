import TallyCore
import TallyReport
import Testing

struct PlainProgressTests {
    private var progress = PlainProgress()
    private var state = ProgressState()

    init() {
        #expect(progress.lines(state, elapsed: .zero).isEmpty)
        state.apply(Lanes.start)
    }

    @Test mutating func `the first line names the run`() {
        #expect(
            progress.lines(state, elapsed: .zero) == [
                "tally run 01JD8Z5W3QK7M4N2P6R8T0V1X3 · receipts 1 (n=200) · sha256:9f3c…"
            ]
        )
    }

    @Test mutating func `a lane speaks at every tenth`() {
        _ = progress.lines(state, elapsed: .zero)
        state.finish(19, lane: 2, cost: 0)
        #expect(progress.lines(state, elapsed: .seconds(1)).isEmpty)
        state.finish(1, lane: 2, cost: 0, cached: 50)
        #expect(
            progress.lines(state, elapsed: .seconds(1)) == [
                "phi-3-mini 20/200 (10%), 0/4 in flight, 429s 0, errors 0, cache 3%, $0, ETA 9s"
            ]
        )
        #expect(progress.lines(state, elapsed: .seconds(1)).isEmpty)
    }

    @Test mutating func `a slow lane speaks after ten seconds`() {
        _ = progress.lines(state, elapsed: .zero)
        #expect(progress.lines(state, elapsed: .milliseconds(9999)).isEmpty)
        #expect(
            progress.lines(state, elapsed: .seconds(10)).first
                == "sim-phi-3-mini (simulated) 0/200 (0%), 0/8 in flight, 429s 0, errors 0, cache -,"
                + " $0, ETA -"
        )
        #expect(progress.lines(state, elapsed: .seconds(19)).isEmpty)
    }

    @Test mutating func `every lane speaks once at the end`() {
        _ = progress.lines(state, elapsed: .zero)
        state.finish(200, lane: 2, cost: 0)
        state.apply(.laneStopped(lane: 1, reason: "auth (401)"))
        state.apply(.finished)
        let ends = progress.lines(state, elapsed: .seconds(5)).map {
            $0.split(separator: ", ").last
        }
        #expect(ends == ["stopped", "stopped: auth (401)", "done"])
        #expect(progress.lines(state, elapsed: .seconds(50)).isEmpty)
    }
}
