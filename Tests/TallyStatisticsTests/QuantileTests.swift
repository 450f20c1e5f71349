import TallyCore
import TallyStatistics
import Testing

@Suite struct QuantileTests {
    @Test(arguments: [(0.5, 50.0), (0.9, 90), (0.95, 95), (0.99, 99), (0.07, 7)])
    func `takes the nearest rank`(q: Double, value: Double) {
        let values = (1...100).map(Double.init).reversed()
        #expect(Quantile.nearestRank(q, of: Array(values))?.value == value)
    }

    @Test(arguments: [(0.99, 100), (0.95, 20), (0.9, 10), (0.5, 2)])
    func `needs n of at least 1 over 1 - q`(q: Double, n: Int) {
        #expect(Quantile.rank(q, n: n) != nil)
        #expect(Quantile.rank(q, n: n - 1) == nil)
    }

    @Test(arguments: [(0.99, 368), (0.95, 72), (0.9, 36)])
    func `has an upper bound from the known n on`(q: Double, n: Int) {
        #expect(Quantile.boundRanks(q, n: n).high == n)
        #expect(Quantile.boundRanks(q, n: n - 1).high == nil)
    }

    @Test(arguments: [(0.99, 100), (0.95, 500), (0.9, 37), (0.5, 5), (0.5, 999), (0.99, 5000)])
    func `covers at least 95 percent whatever the distribution`(q: Double, n: Int) {
        let ranks = Quantile.boundRanks(q, n: n)
        let above = ranks.high.map { Binomial.cdf($0 - 1, n: n, p: q) } ?? 1
        let below = ranks.low.map { Binomial.cdf($0 - 1, n: n, p: q) } ?? 0
        #expect(above - below >= 0.95)
    }

    // l = binom.ppf(.025, 500, .95), u = binom.ppf(.975, 500, .95) + 1
    @Test func `the ranks agree with scipy`() {
        let ranks = Quantile.boundRanks(0.95, n: 500)
        #expect(ranks.low == 465 && ranks.high == 485)
    }

    @Test func `bounds that no rank reaches are infinite`() throws {
        let estimate = try #require(Quantile.nearestRank(0.99, of: (1...100).map(Double.init)))
        #expect(estimate.high == .infinity && estimate.low.isFinite)
        #expect(estimate.method == "binomial-ranks")
    }

    @Test func `has no quantile without values`() {
        #expect(Quantile.nearestRank(0.5, of: []) == nil)
        #expect(Quantile.nearestRank(1, of: [1, 2]) == nil)
    }
}
