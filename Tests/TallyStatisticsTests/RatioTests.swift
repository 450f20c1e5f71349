import TallyCore
import TallyStatistics
import Testing

@Suite struct RatioTests {
    // C = linspace(1, 2, 40), Y = [1, 1, 1, 0] * 10; se = sqrt(var(C - rho Y, ddof=1) / n) / mean(Y)
    private let costs = (0..<40).map { 1 + Double($0) / 39 }
    private let correct = (0..<40).map { $0 % 4 == 3 ? 0.0 : 1 }

    @Test func `the delta method agrees with its definition`() throws {
        let estimate = try #require(Ratio.interval(costs, per: correct))
        #expect(isNear(estimate.value, 2.0))
        #expect(
            isNear(estimate.low, 1.5957919487304872) && isNear(estimate.high, 2.4042080512695128)
        )
        #expect(estimate.method == "delta")
    }

    @Test func `few correct documents use the log scale`() throws {
        let estimate = try #require(
            Ratio.interval(Array(costs.prefix(20)), per: Array(correct.prefix(20)))
        )
        #expect(
            isNear(estimate.low, 1.2390717705896162) && isNear(estimate.high, 2.218887449380402)
        )
        #expect(estimate.method == "delta-log")
    }

    @Test func `nothing correct costs infinitely much, and no less than the rate allows`() throws {
        let estimate = try #require(Ratio.interval([1, 1, 1, 1], per: [0, 0, 0, 0]))
        let highest = try #require(Proportion.clopperPearson(successes: 0, n: 4)).high
        #expect(estimate.value == .infinity && estimate.high == .infinity)
        #expect(isNear(estimate.low, 1 / highest))
    }

    @Test func `equal costs that were all well spent are bounded by the rate`() throws {
        let estimate = try #require(Ratio.interval([2, 2, 2], per: [1, 1, 1]))
        let lowest = try #require(Proportion.clopperPearson(successes: 3, n: 3)).low
        #expect(estimate.value == 2 && isNear(estimate.high, 2 / lowest))
    }

    @Test func `what is free costs exactly nothing`() throws {
        let estimate = try #require(Ratio.interval([0, 0], per: [1, 0]))
        #expect(estimate.value == 0 && estimate.high == 0 && estimate.method == "exact")
    }

    @Test func `has no ratio without cases`() {
        #expect(Ratio.interval([], per: []) == nil)
    }
}
