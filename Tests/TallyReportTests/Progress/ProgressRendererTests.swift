import TallyCore
import TallyReport
import Testing

struct ProgressRendererTests {
    private func frame(_ state: ProgressState, width: Int) -> String {
        ProgressRenderer.lines(state, elapsed: .seconds(70), width: width)
            .joined(separator: "\n")
    }

    @Test func `a frame fits 80 columns`() {
        let expected = """
            tally run 01JD8Z5W3QK7M4N2P6R8T0V1X3 · receipts 1 (n=200) · sha256:9f3c…
                            done               in flight  429  err  cache     spent      ETA
            gpt-4o          ██████░░░ 150/200      11/20    3    0    12%     $2.61      35s
            phi-3-mini      █████████ 200/200        0/4    0    0     0%     $0.21     done
            ── simulated: no model answers ─────────────────────────────────────────────────
            sim-phi-3-mini  ██░░░░░░░  50/200        0/8    0    0     0%  $0.00005    3m30s
            """
        #expect(frame(Lanes.underway, width: 80) == expected)
    }

    @Test func `a wider terminal gets longer bars`() {
        let expected = """
            tally run 01JD8Z5W3QK7M4N2P6R8T0V1X3 · receipts 1 (n=200) · sha256:9f3c…
                            done                                      in flight  429  err  cache     spent      ETA
            gpt-4o          ████████████████████████░░░░░░░░ 150/200      11/20    3    0    12%     $2.61      35s
            phi-3-mini      ████████████████████████████████ 200/200        0/4    0    0     0%     $0.21     done
            ── simulated: no model answers ────────────────────────────────────────────────────────────────────────
            sim-phi-3-mini  ████████░░░░░░░░░░░░░░░░░░░░░░░░  50/200        0/8    0    0     0%  $0.00005    3m30s
            """
        #expect(frame(Lanes.underway, width: 120) == expected)
    }

    @Test(arguments: [30, 60, 71, 72, 80, 120])
    func `no line is wider than the terminal`(width: Int) {
        var state = Lanes.underway
        state.apply(.laneStopped(lane: 1, reason: String(repeating: "refused ", count: 30)))
        state.apply(.draining)
        let lines = ProgressRenderer.lines(state, elapsed: .seconds(70), width: width)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= width })
    }

    @Test func `a bar is full only at the end`() {
        var state = ProgressState()
        state.apply(Lanes.start)
        state.finish(199, lane: 2, cost: 0)
        #expect(frame(state, width: 80).contains("░ 199/200"))
        state.finish(1, lane: 2, cost: 0)
        #expect(frame(state, width: 80).contains("█ 200/200"))
    }

    @Test func `results of an earlier session do not shorten the wait`() {
        var state = ProgressState()
        state.apply(Lanes.start)
        #expect(state.lanes[1].remaining(after: .seconds(70)) == nil)
        state.finish(30, lane: 1, cost: 0)
        #expect(state.lanes[1].done == 80)
        #expect(state.lanes[1].remaining(after: .seconds(70)) == .seconds(280))
    }

    @Test func `a stopped lane and a draining run say so`() {
        var state = Lanes.underway
        state.apply(.laneStopped(lane: 1, reason: "auth (401): \u{1B}[31mthe key was refused"))
        state.apply(.draining)
        let lines = ProgressRenderer.lines(state, elapsed: .seconds(70), width: 80)
        #expect(
            lines.suffix(2) == [
                "gpt-4o stopped: auth (401): the key was refused",
                "11 still in flight, nothing new is sent",
            ]
        )
    }

    @Test func `one unpriced attempt makes the lane unpriced`() {
        var state = Lanes.underway
        state.finish(lane: 1, error: nil, cost: nil)
        #expect(frame(state, width: 80).contains("unpriced"))
        #expect(!frame(state, width: 80).contains("$2.61"))
    }

    @Test func `trials without an answer are counted`() {
        var state = Lanes.underway
        let failed = TrialOutcome.infrastructureFailure(.timeout)
        state.apply(.trialFinished(lane: 1, .init(caseID: "r1", outcome: failed, score: nil)))
        #expect(state.lanes[1].failed == 1)
        #expect(state.lanes[1].done == 151)
    }
}
