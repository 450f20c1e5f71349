import TallyCore
import TallyStatistics
import Testing

@Suite struct ParetoTests {
    private let points = [
        Pareto.Point(cost: 1, accuracy: 0.7), Pareto.Point(cost: 2, accuracy: 0.72),
        Pareto.Point(cost: 3, accuracy: 0.9), Pareto.Point(cost: 4, accuracy: 0.85),
        Pareto.Point(cost: 3, accuracy: 0.9), Pareto.Point(cost: 9, accuracy: 0.91),
    ]

    @Test func `the front holds what nothing dominates, equal points together`() {
        #expect(Pareto.front(points) == [0, 1, 2, 4, 5])
    }

    @Test func `the hull leaves out what a mix of others does better`() {
        #expect(Pareto.hull(points) == [0, 2, 5])
    }

    @Test func `a third dimension keeps what is fast`() {
        let slow = Pareto.Point(cost: 1, accuracy: 0.9, latency: 5)
        let fast = Pareto.Point(cost: 2, accuracy: 0.8, latency: 1)
        #expect(Pareto.front([slow, fast]) == [0, 1])
        let flat = [slow, fast].map { Pareto.Point(cost: $0.cost, accuracy: $0.accuracy) }
        #expect(Pareto.front(flat) == [0])
    }

    @Test func `what is not finite is on no front`() {
        let odd = Pareto.Point(cost: .nan, accuracy: 1)
        #expect(Pareto.front([odd, points[0]]) == [1])
        #expect(Pareto.front([]) == [] && Pareto.hull([]) == [])
        #expect(Pareto.hull([points[0]]) == [0])
    }

    @Test func `the chance to be on the front is shared by what can hardly be told apart`() throws {
        var generator = SeededGenerator(seed: 9)
        func variant(_ p: Double, _ cost: Double) -> Pareto.Variant {
            let correct = (0..<200).map { _ in generator.chance(p) ? 1.0 : 0 }
            return Pareto.Variant(costs: correct.map { _ in cost }, correct: correct)
        }
        let variants = [variant(0.6, 1), variant(0.9, 2), variant(0.9, 2.1), variant(0.5, 3)]
        let bootstrap = Bootstrap(seed: 1, resamples: 500)
        let shares = try #require(Pareto.frontProbability(variants, using: bootstrap))
        #expect(shares[0] == 1 && shares[1] > 0.99)
        #expect((0.05...0.95).contains(shares[2]) && shares[3] == 0)
        #expect(Pareto.frontProbability(variants, using: bootstrap) == shares)
    }

    @Test func `latency counts by its quantile over the same resamples`() throws {
        let slow = Pareto.Variant(
            costs: [1, 1, 1, 1],
            correct: [1, 1, 1, 1],
            latencies: [9, 9, 9, 9]
        )
        let fast = Pareto.Variant(
            costs: [2, 2, 2, 2],
            correct: [1, 1, 1, 0],
            latencies: [1, 2, 3, 9]
        )
        let bootstrap = Bootstrap(seed: 1, resamples: 100)
        let shares = try #require(Pareto.frontProbability([slow, fast], using: bootstrap))
        #expect(shares[0] == 1 && shares[1] > 0.5)
        let points = try #require(Pareto.points([slow, fast]))
        #expect(points[1] == Pareto.Point(cost: 2, accuracy: 0.75, latency: 2))
    }

    @Test func `refuses variants that do not share their cases`() {
        let one = Pareto.Variant(costs: [1, 2], correct: [1, 0])
        let two = Pareto.Variant(costs: [1], correct: [1])
        let timed = Pareto.Variant(costs: [1, 2], correct: [1, 0], latencies: [1, 2])
        let broken = Pareto.Variant(costs: [1, .nan], correct: [1, 0])
        for variants in [[one, two], [one, timed], [one, broken], []] {
            #expect(Pareto.points(variants) == nil)
        }
    }
}
