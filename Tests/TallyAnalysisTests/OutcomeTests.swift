import TallyCore
import Testing

struct OutcomeTests {
    @Test func `every planned trial is scored, badly answered, failed or pending`() {
        let summary = Trials.summary(
            of: [
                Trials.trial(0), Trials.trial(1, error: .invalidJSON),
                Trials.trial(2, error: .timeout), Trials.trial(3, error: .timeout),
            ],
            cases: 6
        )
        #expect(summary.trials.planned == 6)
        #expect(summary.trials.scored == 1)
        #expect(summary.trials.parseFailed == 1)
        #expect(summary.trials.failed == 2)
        #expect(summary.trials.pending == 2)
        #expect(summary.state == .partial)
        #expect(summary.errors == [.invalidJSON: 1, .timeout: 2])
    }

    @Test func `a run with a result for every trial is complete`() {
        let records = [Trials.trial(0), Trials.trial(0, repeatIndex: 1, error: .timeout)]
        #expect(Trials.summary(of: records, cases: 1, repeats: 2).state == .complete)
        #expect(Trials.summary(of: records, cases: 1, repeats: 3).state == .partial)
    }

    @Test func `a run without trials has counts and no figures`() {
        let summary = Trials.summary(of: [], cases: 20)
        #expect(summary.trials.pending == 20)
        #expect(summary.documentExact == nil)
        #expect(summary.fieldAccuracy == nil)
        #expect(summary.lineItems == nil)
        #expect(summary.cost.total == .zero)
        #expect(summary.cost.perDocument == nil)
        #expect(summary.latency.p50 == nil)
    }

    @Test func `outcomes of fields are counted in the order of the specification`() {
        let summary = Trials.summary(of: [Trials.trial(0), Trials.trial(1, exact: false)])
        #expect(
            summary.fields == [
                .init(name: "tip", counts: [.absent: 1, .hallucinated: 1]),
                .init(name: "total", counts: [.correct: 2]),
            ]
        )
    }

    @Test func `repairs, retries and reconciliation are counted`() {
        var first = Trials.trial(0)
        first.isRawValid = false
        first.repairs = ["code_fence", "trailing_comma"]
        first.retries = 2
        var second = Trials.trial(1, exact: false)
        second.repairs = ["code_fence"]
        second.rateLimited = 3
        let summary = Trials.summary(of: [first, second, Trials.trial(2, exact: nil)])
        #expect(summary.answers.rawValid == 2)
        #expect(summary.answers.repairs == ["code_fence": 2, "trailing_comma": 1])
        #expect(summary.answers.reconcilable == 2)
        #expect(summary.answers.reconciled == 1)
        #expect(summary.retries == 2)
        #expect(summary.rateLimited == 3)
    }

    @Test func `a malformed answer is never counted as valid`() {
        let summary = Trials.summary(of: [Trials.trial(0, error: .invalidJSON)])
        #expect(summary.answers.rawValid == 0)
    }
}
