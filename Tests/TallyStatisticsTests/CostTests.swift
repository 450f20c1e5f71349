import TallyCore
import TallyStatistics
import Testing

@Suite struct CostTests {
    private let a = RatioDifference.Side(
        costs: [1.0, 2, 1.5, 1.2, 0.9, 1.1],
        correct: [1, 0, 1, 1, 1, 0]
    )
    private let b = RatioDifference.Side(
        costs: [0.5, 0.7, 0.6, 0.4, 0.9, 0.5],
        correct: [1, 0, 0, 1, 0, 1]
    )

    // numpy: var((cA - rA yA) / mean(yA) - (cB - rB yB) / mean(yB), ddof=1) / 6, scipy.stats.t.ppf(.975, 5)
    @Test func `the difference of two costs per correct document agrees with numpy`() throws {
        let estimate = try #require(RatioDifference(a, b)?.interval())
        #expect(isNear(estimate.value, 0.7250000000000003) && estimate.method == "delta")
        #expect(isNear(estimate.low, -1.697384124998319) && isNear(estimate.high, 3.14738412499832))
    }

    @Test func `the difference mirrors, and of a side with itself it is 0 but never certain`()
        throws
    {
        let (one, other) = (RatioDifference(a, b), RatioDifference(b, a))
        let (left, right) = (try #require(one?.interval()), try #require(other?.interval()))
        #expect(isNear(left.low, -right.high))
        let same = try #require(RatioDifference(a, a)?.interval())
        #expect(same.value == 0 && same.low < 0 && same.high > 0 && same.method == "combined")
    }

    @Test func `a side with nothing correct costs infinitely more`() throws {
        let none = RatioDifference.Side(costs: a.costs, correct: a.correct.map { _ in 0 })
        let estimate = try #require(RatioDifference(none, b)?.interval())
        #expect(estimate.value == .infinity && estimate.high == .infinity)
        #expect(estimate.low.isFinite || estimate.low == -.infinity)
        #expect(RatioDifference(none, none)?.interval() == nil)
        #expect(
            RatioDifference(none, b)?.distribution(using: Bootstrap(seed: 1, resamples: 9)) == nil
        )
    }

    @Test func `its resamples keep pairs together`() throws {
        let difference = try #require(RatioDifference(a, a))
        let bootstrap = Bootstrap(seed: 1, resamples: 200)
        let distribution = try #require(difference.distribution(using: bootstrap))
        #expect(distribution.replicates.allSatisfy { $0 == 0 })
        #expect(distribution.percentile().method == "none")
    }

    @Test func `refuses lists that do not fit, negative amounts and NaN`() {
        let short = RatioDifference.Side(costs: [1], correct: [1])
        let broken = RatioDifference.Side(costs: [1, 2, 3, 4, 5, .nan], correct: a.correct)
        let negative = RatioDifference.Side(costs: [1, 2, 3, 4, 5, -1], correct: a.correct)
        for side in [short, broken, negative] { #expect(RatioDifference(a, side) == nil) }
        #expect(RatioDifference(a, b, groups: [1]) == nil)
    }

    @Test func `expected cost adds reviews and unseen errors`() throws {
        let prices = try #require(ExpectedCost(review: 2, error: 10))
        let perCase = prices.perCase(
            costs: [0.1, 0.1, 0.1, 0.1],
            correct: [1, 1, 0, 0],
            flagged: [0, 1, 0, 1]
        )
        #expect(perCase == [0.1, 2.1, 10.1, 2.1])
        let estimate = try #require(
            prices.interval(costs: [0.1, 0.1], correct: [1, 0], flagged: [0, 0])
        )
        #expect(isNear(estimate.value, 5.1) && estimate.low == 0)
    }

    @Test func `shares of repeats must say how often a wrong document went unseen`() throws {
        let prices = try #require(ExpectedCost(review: 2, error: 10))
        #expect(prices.perCase(costs: [1], correct: [0.5], flagged: [0.5]) == nil)
        let shares = prices.perCase(
            costs: [1],
            correct: [0.5],
            flagged: [0.5],
            wrongUnflagged: [0.25]
        )
        #expect(shares == [1 + 1 + 2.5])
    }

    @Test func `refuses prices and flags that make no sense`() throws {
        #expect(ExpectedCost(review: -1, error: 0) == nil)
        #expect(ExpectedCost(review: 0, error: .nan) == nil)
        let prices = try #require(ExpectedCost(review: 1, error: 1))
        #expect(prices.perCase(costs: [1], correct: [1, 1], flagged: [0]) == nil)
        #expect(prices.perCase(costs: [.nan], correct: [1], flagged: [0]) == nil)
        #expect(prices.interval(costs: [], correct: [], flagged: []) == nil)
    }

    @Test func `a fixed cost breaks even after fixed over saving documents`() throws {
        let saving = Estimate(value: 0.02, low: 0.01, high: 0.04, n: 50, method: "t")
        let volume = try #require(BreakEven.volume(fixed: 100, saving: saving))
        #expect(
            isNear(volume.value, 5_000) && isNear(volume.low, 2_500) && isNear(volume.high, 10_000)
        )
        #expect(volume.n == 50 && volume.method == "t")
    }

    @Test func `a saving that may be none may never break even`() {
        let doubtful = Estimate(value: 0.02, low: -0.01, high: 0.04, n: 5, method: "t")
        #expect(BreakEven.volume(fixed: 100, saving: doubtful)?.high == .infinity)
        let none = Estimate(value: 0, low: -1, high: 1, n: 5, method: "t")
        #expect(BreakEven.volume(fixed: 100, saving: none) == nil)
        #expect(BreakEven.volume(fixed: 0, saving: doubtful) == nil)
    }
}
