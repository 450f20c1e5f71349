import TallyStatistics
import Testing

@Suite struct LookPlanTests {
    // gsdesign 0.1.5 (h1, hupdate with r = 120) and scipy's brentq
    @Test func `O'Brien-Fleming-like boundaries agree with gsDesign's integration`() throws {
        let plan = try #require(LookPlan(fractions: [0.25, 0.5, 0.75, 1], alpha: 0.05))
        let expected = [3.7495518372, 2.5399425765, 2.0160698532, 1.7201770662]
        for (look, z) in zip(plan.looks, expected) { #expect(abs(look.z - z) < 1e-7) }
        #expect(plan.spending == .obrienFleming && plan.alpha == 0.05)
    }

    @Test func `Pocock-like boundaries agree with gsDesign's integration`() throws {
        let fractions = [0.2, 0.4, 0.6, 0.8, 1]
        let plan = try #require(LookPlan(fractions: fractions, alpha: 0.025, spending: .pocock))
        let expected = [2.4379766881, 2.4268138617, 2.4101941469, 2.3966492707, 2.3859996560]
        for (look, z) in zip(plan.looks, expected) { #expect(abs(look.z - z) < 1e-7) }
    }

    @Test func `a single look at the end is the plain test`() throws {
        let plan = try #require(LookPlan(fractions: [1]))
        let look = try #require(plan.looks.first)
        #expect(isNear(look.level, 0.05) || abs(look.level - 0.05) < 1e-12)
    }

    @Test(arguments: AlphaSpending.allCases)
    func `all looks together cross with probability alpha`(spending: AlphaSpending) throws {
        let fractions = [0.1, 0.35, 0.4, 0.9, 1]
        let plan = try #require(LookPlan(fractions: fractions, alpha: 0.05, spending: spending))
        let crossed = try #require(
            LookPlan.crossing(fractions: fractions, scores: plan.looks.map(\.z))
        )
        for (look, total) in zip(plan.looks, crossed) { #expect(abs(look.spent - total) < 1e-9) }
        #expect(abs((crossed.last ?? 0) - 0.05) < 1e-9)
    }

    @Test(arguments: AlphaSpending.allCases)
    func `spending grows from 0 to alpha`(spending: AlphaSpending) {
        var last = -1.0
        for fraction in stride(from: 0.0, through: 1, by: 0.05) {
            let spent = spending.spent(alpha: 0.05, at: fraction)
            #expect(spent > last && spent <= 0.05)
            last = spent
        }
        #expect(spending.spent(alpha: 0.05, at: 0) == 0)
        #expect(spending.spent(alpha: 0.05, at: 1.5) == 0.05)
    }

    // Armitage, McPherson and Rowe 1969, table 2: five looks at the two-sided 5 % level err with 14.2 % in all; each
    // side alone with half of that but for paths that cross both
    @Test func `looking five times without a plan errs nearly three times as often`() throws {
        let fractions = (1...5).map { Double($0) / 5 }
        let scores = Array(repeating: 1.959963984540054, count: 5)
        let total = try #require(LookPlan.crossing(fractions: fractions, scores: scores)?.last)
        #expect((0.070...0.0715).contains(total))
    }

    @Test func `a drift is found the sooner the larger it is`() throws {
        let fractions = [0.5, 1]
        func power(_ drift: Double) throws -> Double {
            let scores = [2.538, 1.662]
            let crossed = LookPlan.crossing(fractions: fractions, scores: scores, drift: drift)
            return try #require(crossed?.last)
        }
        #expect(try power(0) < power(1) && power(1) < power(3) && power(8) > 0.999_99)
    }

    @Test func `a look too early to spend anything decides nothing`() throws {
        let plan = try #require(LookPlan(fractions: [0.001, 1]))
        #expect(plan.looks[0].z == .infinity && plan.looks[0].level == 0)
    }

    @Test(arguments: [[], [0], [0.5, 0.5], [0.5, 0.4], [0.5, 1.1], [.nan]])
    func `refuses fractions that do not ascend within 1`(fractions: [Double]) {
        #expect(LookPlan(fractions: fractions) == nil)
    }

    @Test func `refuses levels and scores that make no sense`() {
        #expect(LookPlan(fractions: [1], alpha: 0) == nil)
        #expect(LookPlan(fractions: [1], alpha: .nan) == nil)
        #expect(LookPlan.crossing(fractions: [1], scores: []) == nil)
        #expect(LookPlan.crossing(fractions: [1], scores: [.nan]) == nil)
    }
}
