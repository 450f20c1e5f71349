import TallyCore
import TallyStatistics
import Testing

@Suite struct RelativeChangeTests {
    static let a = [1.1, 2.3, 0.7, 1.9, 1.4, 2.2, 0.9, 1.6]
    static let b = [1.0, 2.0, 0.9, 1.5, 1.6, 1.8, 1.1, 1.2]

    // Fieller: at a bound theta the t interval of a - theta b just reaches 0.
    @Test(arguments: [nil, [0, 0, 1, 1, 2, 2, 3, 3]])
    func `a bound is where the difference's own interval touches nothing`(groups: [Int]?) throws {
        let change = try #require(RelativeChange(Self.a, Self.b, groups: groups))
        let interval = change.interval(alpha: 0.1)
        for (bound, isLow) in [(interval.low, true), (interval.high, false)] {
            let parts = zip(Self.a, Self.b).map { $0 - (1 + bound) * $1 }
            let own = try #require(Mean.interval(Sample(parts, groups: groups), alpha: 0.1))
            let touching = isLow ? own.low : own.high
            #expect(abs(touching) < 1e-12)
        }
        let total = Self.a.reduce(0, +) / Self.b.reduce(0, +)
        #expect(isNear(change.value, total - 1))
    }

    @Test func `what is the same multiple in every case is exact`() throws {
        let change = try #require(RelativeChange(Self.b.map { $0 * 1.25 }, Self.b)).interval()
        #expect(change.method == "exact" && isNear(change.low, 0.25) && change.low == change.high)
        let nothing = try #require(RelativeChange([0, 0], [0, 0])).interval()
        #expect(nothing.method == "exact" && nothing.value == 0)
    }

    @Test func `a baseline of nothing has no multiple, and one case no bounds`() throws {
        #expect(RelativeChange([1, 2], [0, 0]) == nil)
        #expect(RelativeChange([1, .nan], [1, 1]) == nil)
        #expect(RelativeChange([1, -1], [1, 1]) == nil)
        let single = RelativeChange([1, 2], [1, 1], groups: [7, 7])?.interval()
        #expect(single?.method == "none" && single?.high == .infinity)
        // A mean that is hardly apart from 0 bounds nothing.
        let weak = RelativeChange([1, 2, 3], [0, 0, 0.3])?.interval()
        #expect(weak?.method == "none")
    }

    @Test func `the ratio of two costs per correct document has bounds on the log scale`() throws {
        let left = RatioDifference.Side(costs: Self.a, correct: [1, 1, 0, 1, 1, 1, 0, 1])
        let right = RatioDifference.Side(costs: Self.b, correct: [1, 0, 1, 1, 1, 1, 1, 1])
        let pair = try #require(RatioDifference(left, right))
        let change = try #require(pair.relative())
        let ratio = (Self.a.reduce(0, +) / 6) / (Self.b.reduce(0, +) / 7)
        #expect(isNear(change.value, ratio - 1))
        // Symmetric on the log scale.
        #expect(isNear((1 + change.low) * (1 + change.high), ratio * ratio))
        let same = try #require(RatioDifference(left, left)?.relative())
        #expect(same.method == "exact" && same.value == 0)
    }

    @Test func `the ratio of quantiles of times cut off is open where both are`() throws {
        let bootstrap = Bootstrap(seed: 1, resamples: 2_000)
        let fast = (1...40).map { Double($0) / 10 }
        let ratio = try #require(QuantileRatio(0.5, fast.map { $0 * 1.1 }, fast, using: bootstrap))
        #expect(isNear(ratio.value, 0.1))
        let interval = ratio.interval(alpha: 0.1)
        #expect(interval.low <= 0.1 && interval.high >= 0.1)
        let cut = fast.map { $0 > 1.9 ? Double.infinity : $0 }
        #expect(QuantileRatio(0.5, cut, cut, using: bootstrap) == nil)
        let open = try #require(
            QuantileRatio(0.5, fast, cut.map { $0 == 2.0 ? 2 : $0 }, using: bootstrap)
        )
        #expect(open.interval().low == -1)
        #expect(QuantileRatio(0.99, fast, fast, using: bootstrap) == nil)
        #expect(QuantileRatio(0.5, [0] + fast.dropFirst(), fast, using: bootstrap) == nil)
    }
}
