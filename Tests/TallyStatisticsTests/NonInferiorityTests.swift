import TallyCore
import TallyStatistics
import Testing

@Suite struct NonInferiorityTests {
    @Test(arguments: [
        (-0.02, 0.01, Verdict.pass), (-0.04, 0.01, .inconclusive), (-0.06, -0.031, .fail),
        (-0.03, 0.01, .inconclusive), (-0.05, -0.03, .inconclusive), (0.01, 0.02, .pass),
    ])
    func `the bounds decide against a margin of 3 points`(
        low: Double,
        high: Double,
        verdict: Verdict
    ) {
        #expect(NonInferiority.verdict(low: low, high: high, margin: 0.03) == verdict)
    }

    // z^2 / (n + z^2) with z = 1.645 is below 2 points from n = 133 on
    @Test func `without any flip 2 points need 133 cases`() throws {
        func verdict(_ n: Int) throws -> Verdict {
            let table = try #require(PairedBinary(gained: 0, lost: 0, n: n))
            return try #require(NonInferiority(table, margin: 0.02)).verdict
        }
        #expect(try verdict(132) == .inconclusive)
        #expect(try verdict(133) == .pass && verdict(134) == .pass)
    }

    @Test func `each bound is one-sided at 95 percent, both together Tango's at 90`() throws {
        let table = try #require(PairedBinary(gained: 4, lost: 9, n: 200))
        let decision = try #require(NonInferiority(table, margin: 0.03))
        let interval = Tango.interval(table, alpha: 0.1)
        #expect(decision.low == interval.low && decision.high == interval.high)
        #expect(decision.method == "tango-score" && decision.n == 200)
    }

    @Test func `right-or-wrong outcomes take Tango's bounds, all else the t bounds`() throws {
        let candidate = (0..<60).map { $0 % 7 == 0 ? 0.0 : 1 }
        let baseline = (0..<60).map { $0 % 9 == 0 ? 0.0 : 1 }
        let plain = NonInferiority(candidate: candidate, baseline: baseline, margin: 0.1)
        #expect(plain?.method == "tango-score")
        let groups = (0..<60).map { $0 / 3 }
        let grouped = NonInferiority(
            candidate: candidate,
            baseline: baseline,
            groups: groups,
            margin: 0.1
        )
        #expect(grouped?.method == "clustered-t-score")
        let repeated = NonInferiority(
            candidate: candidate.map { $0 / 2 },
            baseline: baseline,
            margin: 0.1
        )
        #expect(repeated?.method == "t-score")
    }

    @Test func `never passes where no variance was seen`() throws {
        let scores = Array(repeating: 0.5, count: 5_000)
        let decision = try #require(
            NonInferiority(candidate: scores, baseline: scores, margin: 0.05)
        )
        #expect(decision.low > -0.05 && decision.verdict == .inconclusive)
        #expect(decision.method == "clopper-pearson")
        let one = try #require(NonInferiority(candidate: [0.5], baseline: [0.4], margin: 0.05))
        #expect(one.verdict == .inconclusive)
    }

    @Test func `fails even without variance when nothing that was missed could save it`() throws {
        let decision = try #require(
            NonInferiority(
                candidate: Array(repeating: 0.25, count: 100),
                baseline: Array(repeating: 1, count: 100),
                margin: 0.1
            )
        )
        #expect(decision.verdict == .fail)
    }

    @Test func `one flip in a few groups does not pass by its own small variance`() throws {
        // 1 case of 100 lost, in 20 groups of 5: the t bound alone is -0.027.
        var candidate = Array(repeating: 1.0, count: 100)
        candidate[3] = 0
        let decision = try #require(
            NonInferiority(
                candidate: candidate,
                baseline: Array(repeating: 1, count: 100),
                groups: (0..<100).map { $0 / 5 },
                margin: 0.05
            )
        )
        #expect(decision.low < -0.05 && decision.verdict == .inconclusive)
    }

    @Test func `the bound for flips in groups of one case is near Tango's`() throws {
        let candidate = (0..<400).map { $0 % 20 == 0 ? 0.0 : 1 }
        let baseline = (0..<400).map { $0 % 25 == 0 ? 0.0 : 1 }
        let plain = try #require(
            NonInferiority(candidate: candidate, baseline: baseline, margin: 0.05)
        )
        let weights = (0..<400).map { 1 + Double($0 % 2) * 1e-9 }
        let other = NonInferiority(
            candidate: candidate,
            baseline: baseline,
            weights: weights,
            margin: 0.05
        )
        let weighted = try #require(other)
        #expect(abs(plain.low - weighted.low) < 0.001 && abs(plain.high - weighted.high) < 0.001)
    }

    @Test func `a larger margin never turns a PASS around`() throws {
        let table = try #require(PairedBinary(gained: 10, lost: 14, n: 300))
        let order: [Verdict] = [.fail, .inconclusive, .pass]
        var last = 0
        for margin in stride(from: 0.001, to: 0.2, by: 0.001) {
            let verdict = try #require(NonInferiority(table, margin: margin)).verdict
            let place = try #require(order.firstIndex(of: verdict))
            #expect(place >= last)
            last = place
        }
        #expect(last == 2)
    }

    @Test func `refuses margins and scores that make no sense`() throws {
        let table = try #require(PairedBinary(gained: 1, lost: 1, n: 10))
        for margin in [0, -0.1, .nan, .infinity] {
            #expect(NonInferiority(table, margin: margin) == nil)
        }
        #expect(NonInferiority(table, margin: 0.1, alpha: 0.5) == nil)
        #expect(NonInferiority(candidate: [1.2], baseline: [1], margin: 0.1) == nil)
        #expect(NonInferiority(candidate: [.nan], baseline: [1], margin: 0.1) == nil)
        #expect(NonInferiority(candidate: [], baseline: [], margin: 0.1) == nil)
    }

    // scipy.stats.ttest_rel one-sided bounds of differences of logarithms
    @Test func `unbounded differences take the t bounds alone`() throws {
        let decision = try #require(
            NonInferiority(Sample([0.1, -0.2, 0.05, 0.3, -0.1]), margin: 0.5)
        )
        #expect(decision.method == "t" && decision.verdict == .pass)
        #expect(NonInferiority(Sample([0.1]), margin: 0.5)?.verdict == .inconclusive)
    }
}
