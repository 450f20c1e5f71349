import TallyCore
import TallyStatistics
import Testing

@Suite struct PairedDifferenceTests {
    private let a = [0.9, 0.8, 1.0, 0.4, 0.7, 0.6, 1.0, 0.95]
    private let b = [0.8, 0.85, 0.9, 0.5, 0.4, 0.6, 0.7, 0.9]

    // scipy.stats.ttest_rel(a, b).confidence_interval()
    @Test func `the mean difference agrees with scipy`() throws {
        let estimate = try #require(PairedDifference.mean(a, b))
        #expect(isNear(estimate.value, 0.0875) && estimate.method == "t" && estimate.n == 8)
        #expect(abs(estimate.low - -0.03640125007477783) < 1e-12)
        #expect(isNear(estimate.high, 0.21140125007477784))
    }

    @Test func `swapping the sides mirrors the interval`() throws {
        let (one, other) = (PairedDifference.mean(a, b), PairedDifference.mean(b, a))
        let (left, right) = (try #require(one), try #require(other))
        #expect(left.low == -right.high && left.high == -right.low)
    }

    @Test func `groups of like pairs widen the interval`() throws {
        let left = (0..<40).map { Double($0 / 10 % 2) }
        let right = (0..<40).map { _ in 0.5 }
        let groups = (0..<40).map { $0 / 10 }
        let narrow = try #require(PairedDifference.mean(left, right))
        let wide = try #require(PairedDifference.mean(left, right, groups: groups))
        #expect(wide.high - wide.low > 3 * (narrow.high - narrow.low))
        #expect(wide.method == "clustered-t")
    }

    @Test func `equal differences are bounded by what was missed`() throws {
        let same = Array(repeating: 0.5, count: 20)
        let estimate = try #require(PairedDifference.mean(same, same, range: -1...1))
        let missed = Confidence.missedShare(n: 20)
        #expect(isNear(estimate.high, missed) && isNear(estimate.low, -missed))
    }

    @Test func `refuses NaN, infinities and sides of different length`() {
        #expect(PairedDifference.mean([1, .nan], [0, 0]) == nil)
        #expect(PairedDifference.mean([1, .infinity], [0, 0]) == nil)
        #expect(PairedDifference.mean([1], [0, 0]) == nil)
        #expect(PairedDifference.mean([], []) == nil)
        let bootstrap = Bootstrap(seed: 1, resamples: 100)
        #expect(PairedDifference.distribution([1, .nan], [0, 0], using: bootstrap) == nil)
        #expect(PairedDifference.quantile(0.5, [1, .nan], [0, 0], using: bootstrap) == nil)
    }

    // scipy.stats.permutation_test((a, b), mean difference, permutation_type="samples"): 52 / 256
    @Test func `the exact permutation test agrees with scipy`() throws {
        let sample = try #require(PairedDifference.sample(a, b))
        let test = try #require(SignFlipTest(sample, seed: 1, resamples: 1_000))
        #expect(isNear(test.p, 0.203125) && test.method == "permutation-exact")
    }

    @Test func `random permutations come close to all of them`() throws {
        let values = (0..<16).map { 0.3 + Double($0 * 7 % 16) / 8 - 1 }
        let exact = try #require(SignFlipTest(Sample(values), seed: 1, resamples: 1))
        // One difference of almost nothing more makes the number of patterns too large to go through.
        let random = try #require(SignFlipTest(Sample(values + [1e-9]), seed: 1, resamples: 20_000))
        #expect(random.method == "permutation" && random.permutations == 20_001)
        #expect(abs(random.p - exact.p) < 0.02)
    }

    @Test func `a permutation test of nothing but equal pairs finds nothing`() throws {
        let test = try #require(SignFlipTest(Sample([0, 0, 0]), seed: 1, resamples: 10))
        #expect(test.p == 1)
        #expect(SignFlipTest(Sample([]), seed: 1, resamples: 10) == nil)
        #expect(SignFlipTest(Sample([.nan]), seed: 1, resamples: 10) == nil)
    }

    @Test func `groups flip their signs together`() throws {
        let sample = Sample([1, 1, 1, 1, 1, 1], groups: [0, 0, 0, 1, 1, 1])
        let test = try #require(SignFlipTest(sample, seed: 1, resamples: 10))
        #expect(test.permutations == 4 && test.p == 0.5)
    }

    @Test func `quantile differences resample pairs`() throws {
        let left = (0..<200).map { 1 + Double($0 * 37 % 200) / 100 }
        let right = left.map { $0 - 0.25 }
        let bootstrap = Bootstrap(seed: 3, resamples: 500)
        // A constant shift is in every resample: nothing is known of what the pairs missed.
        let shifted = try #require(PairedDifference.quantile(0.5, left, right, using: bootstrap))
        #expect(
            isNear(shifted.value, 0.25) && shifted.method == "none" && shifted.low == -.infinity
        )
        let shuffled = right.indices.map { right[$0 * 11 % 200] }
        let estimate = try #require(
            PairedDifference.quantile(0.9, left, shuffled, using: bootstrap)
        )
        #expect(isNear(estimate.value, 0.25) && estimate.method == "bootstrap-percentile")
        #expect(estimate.low < 0.25 && estimate.high > 0.25)
        #expect(PairedDifference.quantile(0.99, [1, 2, 3], [1, 2, 3], using: bootstrap) == nil)
    }

    @Test func `times cut off by a deadline leave a quantile difference open`() throws {
        let left = (0..<100).map { $0 < 40 ? Double($0) : .infinity }
        let right = (0..<100).map { Double($0 * 3 % 100) }
        let bootstrap = Bootstrap(seed: 3, resamples: 500)
        let estimate = try #require(PairedDifference.quantile(0.5, left, right, using: bootstrap))
        #expect(estimate.value == .infinity && estimate.high == .infinity)
        #expect(PairedDifference.quantile(0.5, left, left, using: bootstrap) == nil)
    }
}
