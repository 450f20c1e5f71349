import TallyAnalysis
import TallyCore
import Testing

struct InjectionTests {
    private typealias Trial = (record: TrialRecord, tags: [String])

    private func trial(_ group: String?, exact: Bool, injected: Bool) -> Trial {
        let score = TrialScore(
            fields: [],
            lineItems: nil,
            isDocumentExact: exact,
            isDocumentExactRaw: exact,
            annotated: 1,
            right: 1,
            reconciles: nil
        )
        let record = TrialRecord(
            position: 0,
            caseID: "c",
            group: group,
            outcome: .answered,
            score: score
        )
        return (record, injected ? ["injection"] : [])
    }

    private func add(_ trial: Trial, to sample: inout InjectionSample) {
        sample.add(trial.record, tags: trial.tags)
    }

    @Test func `the difference is taken within pairs, and what has no partner is left out`() throws
    {
        var sample = InjectionSample()
        for (group, plain, injected) in [
            ("a", true, false), ("b", true, true), ("c", false, false), ("d", true, false),
        ] {
            add(trial(group, exact: plain, injected: false), to: &sample)
            add(trial(group, exact: injected, injected: true), to: &sample)
        }
        add(trial("e", exact: true, injected: true), to: &sample)
        add(trial(nil, exact: true, injected: false), to: &sample)
        let effect = try #require(sample.effect)
        #expect(effect.pairs == 4)
        #expect(effect.plain == 0.75 && effect.injected == 0.25)
        #expect(effect.difference.value == -0.5)
        // d = -1, 0, 0, -1: s^2 = 1/3, SE = sqrt(1/12), t(3) = 3.1824.
        #expect(abs(effect.difference.high - (-0.5 + 3.18245 * (1.0 / 12).squareRoot())) < 1e-4)
        #expect(effect.difference.low == -1)
    }

    @Test func `without a pair there is no effect`() {
        var sample = InjectionSample()
        add(trial("a", exact: true, injected: true), to: &sample)
        #expect(sample.effect == nil)
    }
}
