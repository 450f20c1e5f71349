import TallyCore
import TallyStatistics
import Testing

@Suite struct MeanTests {
    private let values: [Double] = [1, 0, 1, 1, 0, 0, 1, 1, 1, 0.5]
    private let groups = [0, 0, 1, 1, 2, 2, 2, 3, 3, 4]
    private let weights: [Double] = [1, 2, 1, 1, 3, 1, 1, 2, 1, 1]

    // scipy.stats.t.interval(0.95, n - 1, loc=mean(x), scale=scipy.stats.sem(x))
    @Test func `the t interval agrees with scipy`() throws {
        let estimate = try #require(Mean.interval(Sample([0.9, 1, 0.8, 1, 1, 0.7, 0.95])))
        #expect(isNear(estimate.value, 0.9071428571428573))
        #expect(isNear(estimate.low, 0.7989300703516918))
        #expect(isNear(estimate.high, 1.0153556439340226))
        #expect(estimate.method == "t" && estimate.n == 7)
    }

    // numpy, by the sums over all pairs of row 3 of the definitions, scipy.stats.t.ppf(0.975, G - 1)
    @Test func `the clustered interval agrees with its definition`() throws {
        let estimate = try #require(Mean.interval(Sample(values, groups: groups)))
        #expect(
            isNear(estimate.low, 0.18749057743068004) && isNear(estimate.high, 1.11250942256932)
        )
        #expect(estimate.method == "clustered-t")
    }

    // numpy.average(x, weights=w), deviations scaled by w n / sum(w)
    @Test func `the weighted interval agrees with its definition`() throws {
        let estimate = try #require(Mean.interval(Sample(values, weights: weights)))
        #expect(isNear(estimate.value, 0.5357142857142857))
        #expect(
            isNear(estimate.low, 0.11993115075835914) && isNear(estimate.high, 0.9514974206702123)
        )
    }

    @Test func `groups of one case and equal weights change nothing`() {
        let plain = Mean.interval(Sample(values))
        let dressed = Sample(values, weights: values.map { _ in 3 }, groups: Array(values.indices))
        #expect(Mean.interval(dressed) == plain)
    }

    @Test func `keeps to the bounds`() throws {
        let estimate = try #require(Mean.interval(Sample([1, 1, 1, 1, 0.5]), bounds: 0...1))
        #expect(estimate.high == 1)
    }

    @Test func `all-equal scores get the exact bound of a rate`() throws {
        let ones = try #require(
            Mean.interval(Sample(Array(repeating: 1, count: 10)), bounds: 0...1)
        )
        let exact = try #require(Proportion.clopperPearson(successes: 10, n: 10))
        #expect(isNear(ones.low, exact.low) && ones.high == 1)
        #expect(ones.method == "clopper-pearson")
    }

    @Test(arguments: [[1.0], [0.5, 0.5, 0.5], [0, 0]])
    func `is never plus or minus nothing`(values: [Double]) throws {
        let bounded = try #require(Mean.interval(Sample(values), bounds: 0...1))
        #expect(bounded.high - bounded.low > 0.5)
        let unbounded = try #require(Mean.interval(Sample(values)))
        #expect(unbounded.low == -.infinity && unbounded.high == .infinity)
    }

    @Test func `has no mean without values`() {
        #expect(Mean.interval(Sample([])) == nil)
        #expect(Mean.interval(Sample([1, 2], weights: [0, 0])) == nil)
    }

    @Test(arguments: [8, 40])
    func `clustered intervals cover about 95 percent`(groupCount: Int) {
        var generator = SeededGenerator(seed: 11)
        let repetitions = 1_500
        let covered = (0..<repetitions).count { _ in
            var values: [Double] = []
            var groups: [Int] = []
            for group in 0..<groupCount {
                let level = generator.unit()
                for _ in 0..<5 {
                    values.append(0.7 * level + 0.3 * generator.unit())
                    groups.append(group)
                }
            }
            guard let estimate = Mean.interval(Sample(values, groups: groups)) else { return false }
            return estimate.low <= 0.5 && 0.5 <= estimate.high
        }
        #expect((0.93...0.97).contains(Double(covered) / Double(repetitions)))
    }

    @Test(arguments: [[0, 1, 2], [-1, -2, -7], [.min, 0, .max], [5, 5_000_000, -90_000_000]])
    func `groups may be numbered in any way`(numbers: [Int]) throws {
        let values = [0.3, 0.5, 0.1, 0.9, 0.4, 0.2, 0.8]
        let plain = Sample(values, groups: [0, 1, 0, 2, 1, 2, 2])
        let groups = [0, 1, 0, 2, 1, 2, 2].map { numbers[$0] }
        let other = Sample(values, groups: groups)
        #expect(other.independentCount == 3)
        #expect(other.groups == groups)
        #expect(Mean.interval(other) == Mean.interval(plain))
        #expect(Mean.interval(plain) != Mean.interval(Sample(values)))
    }
}
