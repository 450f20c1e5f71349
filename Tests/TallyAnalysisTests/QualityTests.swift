import TallyCore
import Testing

struct QualityTests {
    @Test func `single trials of independent cases get a Wilson interval`() throws {
        let summary = Trials.summary(of: (0..<10).map { Trials.trial($0, exact: $0 > 0) })
        let exact = try #require(summary.documentExact)
        #expect(exact.value == 0.9)
        // scipy 1.x: binomtest(9, 10).proportion_ci(method="wilson")
        #expect(exact.low.isClose(to: 0.5958499732047616))
        #expect(exact.high.isClose(to: 0.9821237869049271))
        #expect(exact.n == 10)
        #expect(exact.method == "wilson")
        #expect(summary.documentExactRaw?.value == 0)
    }

    @Test func `failures of the infrastructure leave the denominator`() {
        let summary = Trials.summary(of: [
            Trials.trial(0), Trials.trial(1, error: .rateLimited), Trials.trial(2, error: .timeout),
        ])
        #expect(summary.documentExact?.value == 1)
        #expect(summary.documentExact?.n == 1)
        #expect(summary.fieldAccuracy?.n == 1)
    }

    @Test func `a model failure is worth nothing, even where nothing was expected`() {
        let summary = Trials.summary(of: [Trials.trial(0), Trials.trial(1, error: .truncated)])
        #expect(summary.documentExact?.value == 0.5)
        #expect(summary.fieldAccuracy?.value == 0.5)
        #expect(summary.fieldAccuracyMicro == 0.5)
    }

    @Test func `a model failure without a score still counts`() {
        var failure = Trials.trial(1, error: .refusal)
        failure.score = nil
        let summary = Trials.summary(of: [Trials.trial(0), failure])
        #expect(summary.documentExact?.value == 0.5)
        #expect(summary.fieldAccuracy?.value == 0.5)
    }

    @Test func `cases without a required field are left out of document-exact`() {
        let summary = Trials.summary(of: [Trials.trial(0), Trials.trial(1, exact: nil)])
        #expect(summary.documentExact?.n == 1)
        #expect(summary.fieldAccuracy?.n == 2)
    }

    @Test func `repeats are averaged within their case`() throws {
        let records = (0..<8).flatMap { position in
            (0..<4).map { Trials.trial(position, exact: $0 < position % 5, repeatIndex: $0) }
        }
        let exact = try #require(Trials.summary(of: records, repeats: 4).documentExact)
        #expect(exact.value.isClose(to: 13 / 32.0))
        #expect(exact.n == 8)
        #expect(exact.method != "wilson")
    }

    @Test func `cases of one group widen the interval`() throws {
        let alone = (0..<40).map { Trials.trial($0, exact: $0 % 8 < 6) }
        let grouped = (0..<40).map { Trials.trial($0, exact: $0 < 30, group: "m\($0 / 10)") }
        let narrow = try #require(Trials.summary(of: alone).documentExact)
        let wide = try #require(Trials.summary(of: grouped).documentExact)
        #expect(narrow.value == wide.value)
        #expect(wide.high - wide.low > 1.5 * (narrow.high - narrow.low))
        #expect(narrow.method == "wilson")
        #expect(wide.method != "wilson")
        #expect(Trials.summary(of: grouped).fieldAccuracy?.method == "clustered-t")
    }

    @Test func `groups of one case are no groups`() {
        let records = (0..<10).map { Trials.trial($0, exact: $0 > 0, group: "m\($0)") }
        #expect(Trials.summary(of: records).documentExact?.method == "wilson")
        #expect(Trials.summary(of: records).fieldAccuracy?.method == "t")
    }

    @Test func `field accuracy has a t interval over cases`() throws {
        let rights = [2, 1, 1, 2, 0, 2]
        let records = rights.enumerated().map { Trials.trial($0, right: $1) }
        let accuracy = try #require(Trials.summary(of: records).fieldAccuracy)
        // scipy 1.x: mean +- t.ppf(.975, 5) * sd / sqrt(6) of 1, .5, .5, 1, 0, 1
        #expect(accuracy.value.isClose(to: 2 / 3.0))
        #expect(accuracy.low.isClose(to: 0.23823636072728083))
        #expect(accuracy.high == 1)
        #expect(accuracy.method == "t")
    }

    @Test(arguments: [true, false], [1, 3])
    func `equal scores never give an interval without width`(exact: Bool, repeats: Int) throws {
        let records = (0..<20).flatMap { position in
            (0..<repeats).map {
                Trials.trial(position, exact: exact, right: exact ? 2 : 0, repeatIndex: $0)
            }
        }
        let summary = Trials.summary(of: records, repeats: repeats)
        for estimate in [summary.documentExact, summary.fieldAccuracy] {
            let estimate = try #require(estimate)
            #expect(estimate.value == (exact ? 1 : 0))
            #expect(estimate.high - estimate.low > 0.1)
        }
    }

    @Test func `line items are means over the cases that annotate them`() {
        let none = LineItemScore(expected: 0, predicted: 0, correct: 0, matched: 0, subfields: [:])
        let half = LineItemScore(expected: 2, predicted: 4, correct: 1, matched: 2, subfields: [:])
        let summary = Trials.summary(
            of: [
                Trials.trial(0, items: none), Trials.trial(1, items: half),
                Trials.trial(1, repeatIndex: 1, error: .invalidJSON, items: half), Trials.trial(2),
            ],
            repeats: 2
        )
        #expect(
            summary.lineItems
                == RunSummary.LineItems(
                    precision: (1 + 0.25) / 2,
                    recall: (1 + 0.5) / 2,
                    f1: (1 + 2 / 6.0) / 2,
                    exactF1: (1 + 1 / 6.0) / 2,
                    countExact: 0.5,
                    n: 2
                )
        )
    }

    @Test func `the order of the trials does not matter`() {
        var generator = SeededGenerator(seed: 7)
        let records = (0..<50).map { position in
            Trials.trial(position, exact: generator.chance(0.7), group: "m\(position % 9)")
        }
        let straight = Trials.summary(of: records)
        let shuffled = Trials.summary(of: records.shuffled(using: &generator))
        #expect(straight.documentExact?.value == shuffled.documentExact?.value)
        #expect(straight.fields == shuffled.fields)
    }

    @Test func `a case counts by its weight`() {
        var heavy = Trials.trial(0, exact: false, right: 0)
        heavy.weight = 3
        let summary = Trials.summary(of: [heavy, Trials.trial(1)])
        #expect(summary.documentExact?.value == 0.25)
        #expect(summary.documentExact?.method == "wilson-effective")
        #expect(summary.fieldAccuracy?.value == 0.25)
    }
}
