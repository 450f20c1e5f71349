import TallyAnalysis
import TallyCore
import Testing

/// Planned looks, and what all rules come to together.
extension GateJudgeTests {
    @Test func `a rule is decided at the first look that decides it, by a prefix`() {
        // The first 100 cases lose nothing, all losses come later.
        let input = exact(400, oldWrong: 0, newWrong: 40)
        let rules = [rule(.documentExact, .nonInferior(margin: 0.1))]
        let judged = judge(rules, input) { $0.looks = [100, 200, 400] }
        #expect(judged.rules[0].verdict == .pass && judged.rules[0].look == 200)
        // O'Brien and Fleming leave hardly any alpha to the first quarter.
        #expect((judged.rules[0].alpha ?? 1) < 0.05)
    }

    @Test func `before the first look nothing is decided, and amounts wait for the last`() {
        let input = exact(80, oldWrong: 0, newWrong: 0)
        let judged = judge(
            [
                rule(.documentExact, .nonInferior(margin: 0.1)),
                rule(.latency(percent: 50), .increase(atMost: 0.1)),
                rule(.lostCases, .atMost(0), isObserved: true),
            ],
            input
        ) { $0.looks = [100, 200] }
        #expect(judged.rules[0].reason == .waits(look: 100))
        #expect(judged.rules[1].verdict == .pass || judged.rules[1].reason == .waits(look: 200))
        #expect(judged.rules[2].verdict == .pass)
    }

    @Test func `cases beyond the last look decide nothing, and that is said`() {
        let input = exact(500, oldWrong: 0, newWrong: 60)
        let rules = [rule(.documentExact, .nonInferior(margin: 0.05))]
        let judged = judge(rules, input) { $0.looks = [100, 200] }
        #expect(judged.rules[0].verdict == .pass)
        #expect(judged.remarks.contains { $0.text.contains("last planned look is at 200") })
    }

    @Test func `exit codes: what is pending beats FAIL, FAIL beats INCONCLUSIVE`() {
        func report(_ verdict: GateVerdict, pending: Int = 0) -> GateReport {
            var candidate = judge([], exact(10, oldWrong: 0, newWrong: 0))
            candidate.pending = pending
            candidate.rules = [
                RuleResult(
                    rule: rule(.documentExact, .atLeast(0.5)),
                    verdict: verdict,
                    reason: .decided
                )
            ]
            return GateReport(
                benchmark: "b",
                candidates: [candidate],
                onInconclusive: .fail,
                baseline: "x",
                prices: nil
            )
        }
        let codes = [
            report(.pass), report(.inconclusive), report(.fail), report(.fail, pending: 1),
        ].map(\.exitCode)
        #expect(codes == [0, 4, 3, 6])
        var lenient = report(.inconclusive)
        lenient.onInconclusive = .warn
        #expect(lenient.exitCode == 0)
    }
}
