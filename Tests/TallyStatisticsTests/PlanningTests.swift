import TallyCore
import TallyStatistics
import Testing

@Suite struct PlanningTests {
    @Test(arguments: [(0.02, 1_960), (0.03, 870)])
    func `McNemar's test with a tenth of discordant cases`(difference: Double, n: Int) {
        #expect(SampleSize.mcNemar(difference: difference, discordance: 0.1) == n)
        #expect(SampleSize.mcNemar(difference: -difference, discordance: 0.1) == n)
    }

    // (1.6449 + 0.8416)^2 (0.1 - d^2) / (0.03 + d)^2, rounded up
    @Test(arguments: [(0.0, 687), (-0.01, 1_545), (-0.02, 6_158)])
    func `non-inferiority within 3 points`(difference: Double, n: Int) {
        #expect(
            SampleSize.nonInferiority(margin: 0.03, discordance: 0.1, difference: difference) == n
        )
    }

    // (1.6449 sqrt(v0) + 0.8416 sqrt(0.05))^2 / 0.03^2 with Tango's v0 = 0.0625708 at -0.03: 399.5
    @Test func `the score needs more cases than the plain formula where few change`() throws {
        let plain = try #require(SampleSize.nonInferiority(margin: 0.03, discordance: 0.05))
        let score = try #require(SampleSize.scoreNonInferiority(margin: 0.03, discordance: 0.05))
        #expect(plain == 344 && score == 400)
        #expect(
            SampleSize.scoreNonInferiority(margin: 0.03, discordance: 0.1, difference: -0.03) == nil
        )
        #expect(SampleSize.scoreNonInferiority(margin: .nan, discordance: 0.1) == nil)
    }

    // statsmodels NormalIndPower(ddof=0).solve_power(effect_size=0.2, alpha=0.05, power=0.8, ratio=0) = 196.22
    @Test func `superiority agrees with statsmodels`() {
        #expect(SampleSize.superiority(difference: 0.1, between: 0.25) == 197)
        let repeated = SampleSize.superiority(
            difference: 0.1,
            between: 0.15,
            within: (0.15, 0.15),
            repeats: (3, 3)
        )
        #expect(repeated == 197)
    }

    @Test func `repeats help only with the noise within a case`() throws {
        func n(_ repeats: Int) throws -> Int {
            try #require(
                SampleSize.superiority(
                    difference: 0.05,
                    between: 0.1,
                    within: (0.1, 0.1),
                    repeats: (repeats, repeats)
                )
            )
        }
        #expect(try n(1) > n(3) && n(3) > n(100))
        let least = try #require(SampleSize.superiority(difference: 0.05, between: 0.1))
        #expect(try n(1_000) >= least)
    }

    @Test func `the planned number keeps the planned power`() throws {
        for discordance in [0.05, 0.1, 0.3] {
            for difference in [0.01, 0.03, 0.05] {
                let n = try #require(
                    SampleSize.mcNemar(difference: difference, discordance: discordance)
                )
                let power = Power.mcNemar(n: n, difference: difference, discordance: discordance)
                #expect(power >= 0.8 - 1e-9)
                #expect(
                    n < 2
                        || Power.mcNemar(n: n - 1, difference: difference, discordance: discordance)
                            < 0.8
                )
            }
            let n = try #require(SampleSize.nonInferiority(margin: 0.03, discordance: discordance))
            #expect(Power.nonInferiority(n: n, margin: 0.03, variance: discordance) >= 0.8 - 1e-9)
        }
    }

    @Test func `what no number of cases can show has none`() {
        #expect(SampleSize.superiority(difference: 0, between: 1) == nil)
        #expect(SampleSize.mcNemar(difference: 0.2, discordance: 0.1) == nil)
        #expect(SampleSize.nonInferiority(margin: 0.03, discordance: 0.1, difference: -0.03) == nil)
        #expect(SampleSize.nonInferiority(margin: 0.03, discordance: .nan) == nil)
        #expect(SampleSize.superiority(difference: 0.1, between: 1, power: 1) == nil)
        #expect(Power.mcNemar(n: 0, difference: 0.1, discordance: 0.2).isNaN)
    }

    @Test func `how many more is told at no difference and at the observed one`() throws {
        let table = try #require(PairedBinary(gained: 8, lost: 12, n: 200))
        let needed = CasesNeeded(table, margin: 0.03)
        // By Tango's score, which the plain formula's 687 and 6,158 flatter.
        #expect(needed.atNoDifference == 717 - 200)
        #expect(needed.atObserved == 6_246 - 200)
        let worse = try #require(PairedBinary(gained: 2, lost: 18, n: 200))
        #expect(CasesNeeded(worse, margin: 0.03).atObserved == nil)
    }

    @Test func `how many more is 0 when there are enough, and more than one case without flips`()
        throws
    {
        let enough = try #require(PairedBinary(gained: 50, lost: 50, n: 1_000))
        #expect(CasesNeeded(enough, margin: 0.03).atNoDifference == 0)
        let none = try #require(PairedBinary(gained: 0, lost: 0, n: 20))
        let needed = try #require(CasesNeeded(none, margin: 0.03).atNoDifference)
        #expect(needed > 100)
    }

    @Test func `how many more for any scores goes by their variance`() {
        let needed = CasesNeeded(n: 200, difference: -0.02, variance: 0.0996, margin: 0.03)
        #expect(needed.atObserved == 6_158 - 200)
        #expect(CasesNeeded(n: 10, difference: -0.1, variance: 1, margin: 0.03).atObserved == nil)
    }

    // statsmodels multipletests(p, method="holm") and "fdr_bh"
    @Test func `adjusted p values agree with statsmodels`() throws {
        let values = [0.01, 0.04, 0.03, 0.005, 0.8]
        let holm = try #require(Multiplicity.holm(values))
        #expect(zip(holm, [0.04, 0.09, 0.09, 0.025, 0.8]).allSatisfy(isNear))
        let discovery = try #require(Multiplicity.benjaminiHochberg(values))
        #expect(zip(discovery, [0.025, 0.05, 0.05, 0.025, 0.8]).allSatisfy(isNear))
    }

    @Test func `adjusting keeps the order, never lowers, and refuses what is no p value`() throws {
        var generator = [0.2, 0.9, 0.001, 0.5, 0.5, 0, 1]
        for _ in 0..<5 {
            generator = generator.map { ($0 * 7.3 + 0.1).truncatingRemainder(dividingBy: 1) }
            let (holm, discovery) = (
                try #require(Multiplicity.holm(generator)),
                try #require(Multiplicity.benjaminiHochberg(generator))
            )
            for index in generator.indices {
                #expect(generator[index] <= discovery[index] && discovery[index] <= holm[index])
                for other in generator.indices where generator[index] <= generator[other] {
                    #expect(holm[index] <= holm[other] && discovery[index] <= discovery[other])
                }
            }
        }
        #expect(Multiplicity.holm([0.1, .nan]) == nil)
        #expect(Multiplicity.benjaminiHochberg([1.1]) == nil)
        #expect(Multiplicity.holm([]) == [])
    }
}
