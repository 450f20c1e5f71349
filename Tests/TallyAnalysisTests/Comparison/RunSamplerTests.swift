import TallyAnalysis
import TallyCore
import Testing

/// Trials become case results.
@Suite struct RunSamplerTests {
    private func results(
        _ records: [TrialRecord],
        flag: Economics.Flag? = nil
    ) -> [CaseResult] {
        var sampler = RunSampler(fields: ["total", "tip", "date"], flag: flag)
        for record in records { sampler.add(record) }
        return sampler.results
    }

    @Test func `repeats are averaged within their case, and money is the first one's`() {
        let results = results([
            Trials.trial(1, exact: true, cost: 5_000),
            Trials.trial(1, exact: false, right: 1, repeatIndex: 1, cost: 9_000),
            Trials.trial(1, repeatIndex: 2, error: .invalidJSON, cost: 9_000),
            Trials.trial(1, repeatIndex: 3, error: .timeout, cost: 0),
        ])
        #expect(results.count == 1)
        let first = results[0]
        #expect(first.scored == 3 && first.failed == 1 && first.modelFailures == 1)
        #expect(first.exact == 1.0 / 3 && first.accuracy == 0.5)
        #expect(first.cost == 5e-6)
        // A model failure is wrong in every field that is annotated.
        #expect(first.fields[0] == 2.0 / 3 && first.fields[1] == 1.0 / 3)
        #expect(first.fields[2].isNaN)
    }

    @Test func `results stand in the seeded order where the store tells it`() {
        var records = [Trials.trial(1), Trials.trial(2), Trials.trial(3)]
        #expect(results(records).map(\.id) == ["r1", "r2", "r3"])
        for (index, place) in [2, 0, 1].enumerated() { records[index].place = place }
        #expect(results(records).map(\.id) == ["r2", "r3", "r1"])
    }

    @Test func `an answer that its signal does not vouch for is looked at`() {
        var good = Trials.trial(1, exact: true)
        good.isSchemaValid = true
        var bad = Trials.trial(2, exact: false)
        bad.isSchemaValid = false
        let none = Trials.trial(3, error: .refusal)
        let found = results([good, bad, none], flag: .schemaValid)
        #expect(found.map(\.flagged) == [0, 1, 1])
        // Wrong and looked at is not missed.
        #expect(found.map(\.missed) == [0, 0, 0])
        // `Trials.score` lets the amounts of exact answers add up.
        #expect(results([good, bad], flag: .reconciles).map(\.flagged) == [0, 1])
        #expect(results([good, bad]).map(\.missed) == [0, 1])
    }

    @Test func `an unpriced trial has no cost, and a time that was cut off says so`() {
        var cut = Trials.timed(2, 30, error: .timeout, isCensored: true)
        cut.unpricedAttempts = 0
        let found = results([Trials.trial(1, cost: nil), cut])
        #expect(found[0].cost == nil)
        #expect(found[1].service == 30 && found[1].isCensored && !found[1].isScored)
    }
}
