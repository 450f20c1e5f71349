import TallyCore
import TallyStatistics
import Testing

@Suite struct CascadeTests {
    private let cheap = Cascade.Model(
        correct: [1, 0, 1, 0],
        costs: [1, 1, 1, 1],
        latencies: [0.1, 0.1, 0.1, 0.1]
    )
    private let strong = Cascade.Model(
        correct: [1, 1, 0, 1],
        costs: [10, 10, 10, 30],
        latencies: [2, 2, 2, 2]
    )
    private let signals = [0.9, 0.2, 0.8, 0.4]

    private func cascade() throws -> Cascade {
        try #require(Cascade(cheap: cheap, strong: strong, signals: signals))
    }

    @Test func `the curve runs from nothing handed over to everything`() throws {
        let curve = try cascade().curve
        #expect(curve.map(\.threshold) == [0.2, 0.4, 0.8, 0.9, .infinity])
        #expect(curve.map(\.escalated) == [0, 0.25, 0.5, 0.75, 1])
        #expect(curve.map(\.accuracy) == [0.5, 0.75, 1, 0.75, 0.75])
        #expect(curve.map(\.cost) == [1, 3.5, 11, 13.5, 16])
        let latencies = curve.compactMap(\.latency)
        #expect(isNear(latencies[0], 0.1) && isNear(latencies[4], 2.1))
    }

    @Test func `equal signals are handed over together`() throws {
        let same = try #require(Cascade(cheap: cheap, strong: strong, signals: [1, 1, 0, 0]))
        #expect(same.curve.map(\.escalated) == [0, 0.5, 1])
    }

    @Test func `every point of the curve is the mean over cases at its threshold`() throws {
        let cascade = try cascade()
        for point in cascade.curve {
            let costs = (0..<4).map { cascade.cost(of: $0, at: point.threshold) }
            #expect(isNear(costs.reduce(0, +) / 4, point.cost))
        }
    }

    @Test func `the oracle hands over what gains most per dollar and nothing else`() throws {
        let oracle = try cascade().oracle
        #expect(oracle.map(\.accuracy) == [0.5, 0.75, 1])
        #expect(oracle.map(\.cost) == [1, 3.5, 11])
    }

    @Test func `no threshold beats the oracle at its cost`() throws {
        var generator = SeededGenerator(seed: 8)
        func flips(_ p: Double) -> [Double] { (0..<60).map { _ in generator.chance(p) ? 1 : 0 } }
        let cheap = Cascade.Model(correct: flips(0.6), costs: Array(repeating: 1, count: 60))
        let strong = Cascade.Model(correct: flips(0.9), costs: Array(repeating: 5, count: 60))
        let signals = (0..<60).map { _ in generator.unit() }
        let cascade = try #require(Cascade(cheap: cheap, strong: strong, signals: signals))
        for point in cascade.curve {
            let affordable = cascade.oracle.filter { $0.cost <= point.cost + 1e-9 }
            #expect(affordable.contains { $0.accuracy >= point.accuracy - 1e-9 })
        }
    }

    @Test func `a random mix is the line between the two models`() throws {
        let cascade = try cascade()
        #expect(cascade.randomMix(atCost: 1) == 0.5)
        #expect(cascade.randomMix(atCost: 15) == 0.75)
        #expect(cascade.randomMix(atCost: 8) == 0.625)
        #expect(cascade.randomMix(atCost: 99) == 0.75 && cascade.randomMix(atCost: 0) == 0.5)
    }

    /// A signal that tells a wrong cheap answer from a right one, most of the time.
    private func telling(_ n: Int, groups: [Int]? = nil) throws -> Cascade {
        var generator = SeededGenerator(seed: 5)
        let right = (0..<n).map { _ in generator.chance(0.7) ? 1.0 : 0 }
        let signals = right.map { 0.6 * $0 + 0.5 * generator.unit() }
        let strong = (0..<n).map { _ in generator.chance(0.95) ? 1.0 : 0 }
        return try #require(
            Cascade(
                cheap: Cascade.Model(correct: right, costs: right.map { _ in 1 }),
                strong: Cascade.Model(correct: strong, costs: strong.map { _ in 20 }),
                signals: signals,
                groups: groups
            )
        )
    }

    @Test func `cross-fitting values a threshold on cases it was not chosen on`() throws {
        let cascade = try telling(300)
        let goal = CascadeGoal.leastCost(error: 100)
        let fit = try #require(CascadeFit(cascade, goal: goal, folds: 5, seed: 1))
        #expect((0.5...0.65).contains(fit.threshold))
        #expect(fit.foldThresholds.count == 5)
        #expect(fit.accuracy.value > 0.9 && fit.cost.value < 12)
        #expect(fit.accuracy.low < fit.accuracy.value && fit.accuracy.n == 300)
        #expect(fit.costDifference.high < 0)
        #expect(fit.latency == nil)
        #expect(CascadeFit(cascade, goal: goal, folds: 5, seed: 1)?.cost == fit.cost)
    }

    @Test func `what is expected is of the threshold on all cases, not of those of the folds`()
        throws
    {
        // Folds whose signals hand everything over, beside a cascade that hands over what is below 0.6 or so.
        let cascade = try telling(300)
        let goal = CascadeGoal.leastCost(error: 100)
        let fit = try #require(
            CascadeFit(cascade, goal: goal, folds: 5, seed: 1) { _ in
                [Double](repeating: -.infinity, count: 300)
            }
        )
        #expect(fit.escalated.value == 1)
        let share = try #require(cascade.curve.first { $0.threshold == fit.threshold }?.escalated)
        #expect(isNear(fit.expected.escalated.value, share) && share < 0.5)
        // Folds that agree with it change nothing.
        let settled = try #require(CascadeFit(cascade, goal: goal, folds: 5, seed: 1))
        #expect(abs(settled.expected.accuracy.value - settled.accuracy.value) < 0.02)
        #expect(abs(settled.expected.cost.value - settled.cost.value) < 0.5)
    }

    @Test func `held-out values are no better than the curve's own best point`() throws {
        // A signal that says nothing: whatever the curve promises was picked by chance.
        var generator = SeededGenerator(seed: 2)
        let n = 60
        let right = (0..<n).map { _ in generator.chance(0.5) ? 1.0 : 0 }
        let other = (0..<n).map { _ in generator.chance(0.5) ? 1.0 : 0 }
        let cascade = try #require(
            Cascade(
                cheap: Cascade.Model(correct: right, costs: right.map { _ in 0 }),
                strong: Cascade.Model(correct: other, costs: right.map { _ in 0 }),
                signals: (0..<n).map { _ in generator.unit() }
            )
        )
        let goal = CascadeGoal.leastCost(error: 1)
        let best = try #require(cascade.curve.map(\.accuracy).max())
        let fit = try #require(CascadeFit(cascade, goal: goal, folds: 10, seed: 1))
        #expect(fit.accuracy.value < best)
    }

    @Test func `goals keep to their budget or accuracy`() throws {
        let cascade = try telling(300)
        let thrifty = try #require(
            CascadeFit(cascade, goal: .mostAccurate(budget: 5), folds: 5, seed: 1)
        )
        #expect(abs(thrifty.cost.value - 5) < 1)
        let exact = try #require(
            CascadeFit(cascade, goal: .cheapest(accuracy: 0.9), folds: 5, seed: 1)
        )
        #expect(abs(exact.accuracy.value - 0.9) < 0.04)
    }

    @Test func `groups stay in one fold and widen the interval's basis`() throws {
        let cascade = try telling(300, groups: (0..<300).map { $0 / 30 })
        let goal = CascadeGoal.leastCost(error: 100)
        let fit = try #require(CascadeFit(cascade, goal: goal, folds: 5, seed: 1))
        #expect(fit.accuracy.method == "clustered-t")
        #expect(CascadeFit(cascade, goal: goal, folds: 11, seed: 1) == nil)
    }

    @Test func `a case without an answer is handed over at every threshold`() throws {
        let cascade = try #require(
            Cascade(cheap: cheap, strong: strong, signals: [0.9, -.infinity, 0.8, 0.4])
        )
        #expect(cascade.curve.map(\.threshold) == [0.4, 0.8, 0.9, .infinity])
        #expect(cascade.curve.map(\.escalated) == [0.25, 0.5, 0.75, 1])
        #expect(cascade.accuracy(of: 1, at: -1000) == 1)
        let none = [Double](repeating: -.infinity, count: 4)
        let lost = try #require(Cascade(cheap: cheap, strong: strong, signals: none))
        #expect(lost.curve.map(\.escalated) == [1])
    }

    @Test func `a telling signal gains on the random mix, and one that says nothing does not`()
        throws
    {
        let goal = CascadeGoal.leastCost(error: 100)
        let bootstrap = Bootstrap(seed: 1, resamples: 2000)
        let telling = try telling(300)
        let fit = try #require(CascadeFit(telling, goal: goal, folds: 5, seed: 1))
        let gain = try #require(telling.gain(handedOver: fit.handedOver, using: bootstrap))
        let mix = try #require(telling.randomMix(atCost: fit.cost.value))
        #expect(isNear(gain.value, fit.accuracy.value - mix))
        #expect(gain.low > 0.02 && gain.low < gain.value && gain.value < gain.high)
        // Every third case, whatever it is.
        let blind = (0..<300).map { $0.isMultiple(of: 3) }
        let none = try #require(telling.gain(handedOver: blind, using: bootstrap))
        #expect(none.low < 0.01)
    }

    @Test func `a learned signal is learned without the cases it judges`() throws {
        let cascade = try telling(60)
        var asked: [[Int]] = []
        let fit = try #require(
            CascadeFit(cascade, goal: .leastCost(error: 100), folds: 5, seed: 1) { cases in
                asked.append(cases)
                return (0..<60).map { cases.contains($0) ? 1 : 0 }
            }
        )
        #expect(asked.count == 5 && asked.allSatisfy { $0.count == 48 })
        // What was not learned from has signal 0, below every threshold that was chosen.
        #expect(fit.handedOver.allSatisfy { $0 } || fit.foldThresholds.contains { $0 <= 1 })
    }

    @Test func `refuses lists that do not fit, and NaN`() {
        #expect(Cascade(cheap: cheap, strong: strong, signals: [1, 2]) == nil)
        #expect(Cascade(cheap: cheap, strong: strong, signals: [1, 2, 3, .nan]) == nil)
        var wrong = cheap
        wrong.correct[0] = 1.5
        #expect(Cascade(cheap: wrong, strong: strong, signals: signals) == nil)
        var half = cheap
        half.latencies = nil
        #expect(Cascade(cheap: half, strong: strong, signals: signals) == nil)
        let empty = Cascade.Model(correct: [], costs: [])
        #expect(Cascade(cheap: empty, strong: empty, signals: []) == nil)
    }
}
