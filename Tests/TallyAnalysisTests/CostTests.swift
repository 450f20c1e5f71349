import TallyCore
import Testing

struct CostTests {
    @Test func `money is summed exactly and averaged over cases`() throws {
        let summary = Trials.summary(
            of: (0..<4).map { Trials.trial($0, cost: Int64($0 + 1) * 1000) }
        )
        #expect(summary.cost.total == Money(nanodollars: 10_000))
        let mean = try #require(summary.cost.perDocument)
        #expect(mean.value.isClose(to: 2.5e-6))
        // scipy 1.x: t.ppf(.975, 3) * sd / sqrt(4) of 1, 2, 3, 4
        #expect(mean.low.isClose(to: 0.44573974e-6))
        #expect(mean.high.isClose(to: 4.55426026e-6))
        #expect(mean.method == "t")
        #expect(mean.n == 4)
    }

    @Test func `a correct document costs all that was spent over the correct ones`() throws {
        let records = (0..<40).map { position in
            Trials.trial(
                position,
                exact: position % 4 != 0,
                error: position == 39 ? .timeout : nil,
                cost: 1000 + Int64(position)
            )
        }
        let summary = Trials.summary(of: records)
        let perCorrect = try #require(summary.cost.perCorrect)
        #expect(perCorrect.value.isClose(to: (40_000 + 780) * 1e-9 / 29))
        #expect(perCorrect.low > 0)
        #expect(perCorrect.low < perCorrect.value)
        #expect(perCorrect.high > perCorrect.value)
        #expect(perCorrect.n == 40)
    }

    @Test func `one unpriced attempt leaves the run's cost unknown`() {
        var last = Trials.trial(2, cost: nil)
        last.saved = nil
        let summary = Trials.summary(of: [Trials.trial(0, cost: 5), Trials.trial(1, cost: 5), last])
        #expect(summary.cost.total == nil)
        #expect(summary.cost.perDocument == nil)
        #expect(summary.cost.perCorrect == nil)
        #expect(summary.cost.wasted == nil)
        #expect(summary.cost.unpriced == 1)
        #expect(summary.cache.saved == nil)
    }

    @Test func `what costs nothing costs exactly nothing`() {
        let summary = Trials.summary(of: (0..<5).map { Trials.trial($0, exact: $0 < 3) })
        for estimate in [summary.cost.perDocument, summary.cost.perCorrect] {
            #expect(estimate == Estimate(value: 0, low: 0, high: 0, n: 5, method: "exact"))
        }
    }

    @Test func `without a correct document there is no cost of one`() {
        let summary = Trials.summary(of: (0..<5).map { Trials.trial($0, exact: false, cost: 10) })
        #expect(summary.cost.perDocument != nil)
        #expect(summary.cost.perCorrect == nil)
    }

    @Test func `later repeats do not cheapen a document`() {
        let records = [
            Trials.trial(0, cost: 1000), Trials.trial(0, repeatIndex: 1, cost: 100),
            Trials.trial(1, cost: 3000), Trials.trial(1, repeatIndex: 1, cost: 100),
        ]
        let summary = Trials.summary(of: records, repeats: 2)
        #expect(summary.cost.total == Money(nanodollars: 4200))
        #expect(summary.cost.perDocument?.value.isClose(to: 2e-6) == true)
    }

    @Test func `one priced case has a cost and no upper bound`() {
        let summary = Trials.summary(of: [Trials.trial(0, cost: 1000)])
        #expect(summary.cost.perDocument?.value.isClose(to: 1e-6) == true)
        #expect(summary.cost.perDocument?.high == .infinity)
    }

    @Test func `tokens, estimates and the cached share are summed`() {
        var first = Trials.trial(0)
        first.usage = Usage(input: 60, cachedInput: 30, cacheWrite: 10, output: 20, reasoning: 5)
        first.saved = Money(nanodollars: 7)
        var second = Trials.trial(1)
        second.usage = Usage(input: 100, output: 1, isEstimated: true)
        second.source = .cache
        let summary = Trials.summary(of: [first, second])
        #expect(summary.tokens.usage.input == 160)
        #expect(summary.tokens.usage.reasoning == 5)
        #expect(summary.tokens.estimated == 1)
        #expect(summary.cache.promptCachedRatio == 0.15)
        #expect(summary.cache.responseHits == 1)
        #expect(summary.cache.saved == Money(nanodollars: 7))
    }

    @Test func `without tokens there is no cached share`() {
        #expect(Trials.summary(of: [Trials.trial(0)]).cache.promptCachedRatio == nil)
    }

    @Test func `reviews and unseen errors are added to each document's bill`() throws {
        // Cost 0.1 dollars each; of four one is wrong and does not add up, one fails.
        let records = [
            Trials.trial(0, cost: 100_000_000), Trials.trial(1, cost: 100_000_000),
            Trials.trial(2, exact: false, cost: 100_000_000),
            Trials.trial(3, error: .invalidJSON, cost: 100_000_000),
        ]
        let unseen = Trials.summary(of: records, economics: Economics(error: 2)).cost
        #expect(try #require(unseen.aftermath).value.isClose(to: 1))
        #expect(try #require(unseen.expected).value.isClose(to: 1.1))
        let looked = Economics(review: 0.4, error: 2, flag: .reconciles)
        let seen = Trials.summary(of: records, economics: looked).cost
        #expect(try #require(seen.expected).value.isClose(to: 0.3))
        #expect(Trials.summary(of: records, economics: Economics(volume: 9)).cost.expected == nil)
        let unpriced = Trials.summary(
            of: [Trials.trial(0, cost: nil)],
            economics: looked
        ).cost
        #expect(unpriced.expected == nil)
        #expect(unpriced.aftermath?.value == 0)
    }
}
