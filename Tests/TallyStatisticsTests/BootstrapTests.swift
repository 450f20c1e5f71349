import TallyCore
import TallyStatistics
import Testing

@Suite struct BootstrapTests {
    private let skewed = [1.0, 1.2, 0.9, 3.5, 1.1, 0.8, 2.0, 1.4, 0.7]

    // scipy.stats.bootstrap((x,), np.mean, n_resamples=0, bootstrap_result=...) on replicates made in numpy from the
    // same words of SplitMix64
    @Test func `percentile and BCa intervals agree with scipy on the same resamples`() throws {
        let bootstrap = Bootstrap(seed: 7, resamples: 2_000)
        let distribution = try #require(Mean.distribution(Sample(skewed), using: bootstrap))
        let percentile = distribution.percentile()
        #expect(
            isNear(percentile.low, 0.9555555555555555)
                && isNear(percentile.high, 1.9780555555555572)
        )
        let bca = distribution.bca()
        #expect(isNear(bca.low, 1.0111111111111113) && isNear(bca.high, 2.1555555555555554))
        #expect(percentile.method == "bootstrap-percentile" && bca.method == "bootstrap-bca")
        #expect(bca.n == 9 && isNear(bca.value, 1.4))
    }

    @Test func `the same seed gives the same resamples, another one others`() throws {
        func replicates(_ seed: UInt64) throws -> [Double] {
            let bootstrap = Bootstrap(seed: seed, resamples: 200)
            return try #require(Mean.distribution(Sample(skewed), using: bootstrap)).replicates
        }
        #expect(try replicates(1) == replicates(1))
        #expect(try replicates(1) != replicates(2))
    }

    @Test func `every case is drawn about as often as any other`() throws {
        for count in [3, 1_000, 70_000] {
            let rows = (0..<count).map { SIMD2(Double($0), 1) }
            let sums = Bootstrap(seed: 5, resamples: 20).sums(of: rows)
            #expect(sums.allSatisfy { $0[1] == Double(count) })
            let mean = sums.reduce(0) { $0 + $1[0] / $1[1] } / 20
            #expect(abs(mean / (Double(count - 1) / 2) - 1) < (count == 3 ? 0.3 : 0.05))
        }
    }

    @Test func `groups are drawn whole`() throws {
        let sample = Sample([0, 0, 0, 1, 1, 1], groups: [7, 7, 7, 3, 3, 3])
        let bootstrap = Bootstrap(seed: 2, resamples: 400)
        let distribution = try #require(Mean.distribution(sample, using: bootstrap))
        #expect(Set(distribution.replicates) == [0, 0.5, 1])
    }

    @Test(arguments: [[1.0, 1, 1], [0.5], []])
    func `has no distribution where resamples only repeat themselves`(values: [Double]) {
        #expect(Mean.distribution(Sample(values), using: Bootstrap(seed: 1, resamples: 10)) == nil)
    }

    @Test func `an interval without width is infinite instead`() throws {
        let rows = [SIMD2(1.0, 1), SIMD2(1.0, 1)]
        let distribution = try #require(
            Bootstrap(seed: 1, resamples: 10).distribution(of: rows, n: 2) { $0[0] / $0[1] }
        )
        let estimate = distribution.bca()
        #expect(
            estimate.low == -.infinity && estimate.high == .infinity && estimate.method == "none"
        )
    }

    @Test func `refuses what is not finite`() {
        let bootstrap = Bootstrap(seed: 1, resamples: 10)
        #expect(Mean.distribution(Sample([1, .nan, 2]), using: bootstrap) == nil)
        #expect(bootstrap.distribution(of: [SIMD2(.infinity, 1)], n: 1) { $0[0] } == nil)
        #expect(bootstrap.distribution(of: [SIMD2<Double>](), n: 0) { $0[0] } == nil)
    }

    @Test(arguments: [
        (1, 10_000), (2_000, 10_000), (4_000, 5_000), (10_000, 2_000), (10_001, nil), (0, nil),
    ])
    func `the budget is 20 million draws and at least 2,000 resamples`(n: Int, resamples: Int?) {
        #expect(ResampleBudget.resamples(n: n) == resamples)
        #expect((Bootstrap(seed: 1, n: n) == nil) == (resamples == nil))
    }

    @Test func `replicates of a ratio without anything correct are infinite, not NaN`() throws {
        let bootstrap = Bootstrap(seed: 4, resamples: 500)
        let distribution = try #require(
            Ratio.distribution([1, 1, 1, 2], per: [0, 0, 0, 1], using: bootstrap)
        )
        #expect(distribution.percentile().high == .infinity)
        #expect(distribution.replicates.allSatisfy { !$0.isNaN })
        #expect(Ratio.distribution([1, 1], per: [0, 0], using: bootstrap) == nil)
    }
}
