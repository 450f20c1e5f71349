import TallyCore
import TallyStatistics
import Testing

@Suite struct ProportionTests {
    // scipy.stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
    @Test(arguments: [
        (93, 95, 0.92645880505291034, 0.99420749313559442), (0, 10, 0, 0.27753279986288926),
        (10, 10, 0.72246720013711085, 1), (182, 200, 0.86223428123283452, 0.94231255113780676),
        (1, 3, 0.061491944720396263, 0.79234039919795229),
    ])
    func `Wilson's interval agrees with scipy`(k: Int, n: Int, low: Double, high: Double) throws {
        let estimate = try #require(Proportion.wilson(successes: k, n: n))
        #expect(isNear(estimate.low, low) && isNear(estimate.high, high))
        #expect(estimate.n == n && estimate.method == "wilson")
    }

    // scipy.stats.binomtest(k, n).proportion_ci(0.95, method="exact"), which solves to 12 digits
    @Test(arguments: [
        (93, 95, 0.92601345257114676, 0.99744018201396412), (0, 10, 0, 0.30849710781876294),
        (10, 10, 0.69150289218123706, 1), (182, 200, 0.86149179152620403, 0.94578574554393968),
        (1, 3, 0.0084037586596126465, 0.9057006759492866),
    ])
    func `the exact interval agrees with scipy`(k: Int, n: Int, low: Double, high: Double) throws {
        let estimate = try #require(Proportion.clopperPearson(successes: k, n: n))
        #expect(isNear(estimate.low, low) && isNear(estimate.high, high))
    }

    @Test(arguments: [(0, 0), (3, 2), (-1, 5)])
    func `has no rate without trials`(successes: Int, n: Int) {
        #expect(Proportion.wilson(successes: successes, n: n) == nil)
        #expect(Proportion.clopperPearson(successes: successes, n: n) == nil)
    }

    @Test func `independent zeros and ones get Wilson's interval`() {
        let estimate = Proportion.interval(Sample([1, 1, 0, 1], weights: [2, 2, 2, 2]))
        #expect(estimate == Proportion.wilson(successes: 3, n: 4))
    }

    // p = mean(x); n = p (1-p) / (var(x, ddof=1) / 8); Wilson with that n
    @Test func `repeats averaged within a case use the effective n`() throws {
        let sample = Sample([1, 0.5, 0, 1, 1, 0.5, 1, 1])
        let estimate = try #require(Proportion.interval(sample, trials: 24))
        #expect(estimate.method == "wilson-effective" && estimate.n == 8)
        #expect(
            isNear(estimate.low, 0.44913968910762214) && isNear(estimate.high, 0.9169318567259489)
        )
    }

    @Test func `groups of like cases widen the interval`() throws {
        let values: [Double] = [1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1]
        let grouped = Sample(values, groups: [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2])
        let wide = try #require(Proportion.interval(grouped))
        let narrow = try #require(Proportion.interval(Sample(values)))
        #expect(wide.high - wide.low > 1.3 * (narrow.high - narrow.low))
    }

    @Test(arguments: [[1.0, 1, 1, 1], [0, 0, 0], [0.5, 0.5], [1]])
    func `is never plus or minus nothing`(values: [Double]) throws {
        for groups in [nil, values.indices.map { $0 / 2 }] {
            let estimate = try #require(Proportion.interval(Sample(values, groups: groups)))
            #expect(estimate.high - estimate.low > 0.1)
        }
    }

    @Test func `Wilson covers 94 to 96 percent on average and never under 92`() {
        let n = 200
        var coverages: [Double] = []
        for p in [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95] {
            var coverage = 0.0
            for k in 0...n {
                guard let estimate = Proportion.wilson(successes: k, n: n),
                    estimate.low <= p, p <= estimate.high
                else { continue }
                coverage += Binomial.cdf(k, n: n, p: p) - Binomial.cdf(k - 1, n: n, p: p)
            }
            #expect(coverage > 0.92, "\(p)")
            coverages.append(coverage)
        }
        let average = coverages.reduce(0, +) / Double(coverages.count)
        #expect((0.94...0.96).contains(average))
    }
}
