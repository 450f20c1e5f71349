import TallyCore
import TallyStatistics
import Testing

@Suite struct PairedBinaryTests {
    // statsmodels 0.15 mcnemar(exact=True); mid-p = 2 binom.cdf - binom.pmf of scipy 1.17, at most 1
    @Test(arguments: [
        (18, 31, 0.08543313315739454, 0.06490864707227215), (0, 5, 0.0625, 0.03125),
        (3, 3, 1, 1), (1, 9, 0.021484375, 0.01171875), (0, 0, 1, 1),
    ])
    func `McNemar's p agrees with statsmodels`(gained: Int, lost: Int, exact: Double, midP: Double)
    {
        #expect(isNear(McNemar.exactP(gained: gained, lost: lost), exact))
        #expect(isNear(McNemar.midP(gained: gained, lost: lost), midP))
    }

    @Test func `McNemar's p does not depend on the direction, and the mid-p is the smaller`() {
        for gained in 0..<30 {
            for lost in 0..<30 {
                let midP = McNemar.midP(gained: gained, lost: lost)
                let exact = McNemar.exactP(gained: gained, lost: lost)
                #expect(midP == McNemar.midP(gained: lost, lost: gained))
                #expect(midP <= exact && midP > 0 && exact <= 1)
            }
        }
    }

    // Tango 1998 (43, 0, 1, 0 at 90 % and 4, 9, 3, 16), Agresti and Min 2005 (53, 16, 8, 9), Fagerland et al. 2014
    // (1, 1, 7, 12), Tang et al. 2010 (8, 3, 1, 2), Chang et al. 2024 (7, 25, 2, 68): as ratesci's test3.R quotes them
    @Test(arguments: [
        (0, 1, 44, 0.10, -0.096, 0.037), (9, 3, 32, 0.05, -0.027, 0.390),
        (16, 8, 86, 0.05, -0.020, 0.207), (1, 7, 21, 0.05, -0.517, -0.026),
        (3, 1, 14, 0.05, -0.167, 0.433), (25, 2, 102, 0.05, 0.139, 0.321),
    ])
    func `Tango's interval gives the published examples`(
        gained: Int,
        lost: Int,
        n: Int,
        alpha: Double,
        low: Double,
        high: Double
    ) throws {
        let table = try #require(PairedBinary(gained: gained, lost: lost, n: n))
        let estimate = Tango.interval(table, alpha: alpha)
        #expect(abs(estimate.low - low) <= 0.0005 && abs(estimate.high - high) <= 0.0005)
        #expect(estimate.n == n && estimate.method == "tango-score")
    }

    // PropCIs 0.3-0 scoreci.mp(b, c, n, 0.95), which stops within 1e-6
    @Test(arguments: [
        (20, 40, 160, -0.218064234, -0.030864589), (7, 1, 50, 0.011619682, 0.246580787),
        (5, 0, 25, 0.040169239, 0.391309452), (2, 2, 30, -0.162180066, 0.162180007),
        (0, 50, 50, -1, -0.857304752), (4, 11, 320, -0.049683779, 0.002097183),
    ])
    func `Tango's interval agrees with PropCIs`(
        gained: Int,
        lost: Int,
        n: Int,
        low: Double,
        high: Double
    ) throws {
        let estimate = Tango.interval(try #require(PairedBinary(gained: gained, lost: lost, n: n)))
        #expect(abs(estimate.low - low) < 1e-6 && abs(estimate.high - high) < 1e-6)
    }

    @Test func `without flips Tango's bounds are z^2 over n + z^2`() throws {
        for n in [1, 2, 10, 134, 100_000] {
            let estimate = Tango.interval(try #require(PairedBinary(gained: 0, lost: 0, n: n)))
            let square = Confidence.z * Confidence.z
            #expect(isNear(estimate.high, square / (Double(n) + square)))
            #expect(estimate.low == -estimate.high)
        }
    }

    @Test func `Tango's interval mirrors, holds the estimate and is never plus or minus nothing`()
        throws
    {
        for n in [1, 2, 5, 17] {
            for gained in 0...n {
                for lost in 0...(n - gained) {
                    let table = try #require(PairedBinary(gained: gained, lost: lost, n: n))
                    let mirror = try #require(PairedBinary(gained: lost, lost: gained, n: n))
                    let (estimate, other) = (Tango.interval(table), Tango.interval(mirror))
                    #expect(estimate.low == -other.high && estimate.high == -other.low)
                    #expect(estimate.low <= estimate.value && estimate.value <= estimate.high)
                    #expect(estimate.high - estimate.low > 0.1)
                    #expect((-1...1).contains(estimate.low) && (-1...1).contains(estimate.high))
                }
            }
        }
    }

    @Test func `Tango's bounds rise with what is gained`() throws {
        var last = -1.0
        for gained in 0...30 {
            let table = try #require(PairedBinary(gained: gained, lost: 5, n: 100))
            let low = Tango.interval(table).low
            #expect(low > last)
            last = low
        }
    }

    @Test func `counts of scores, and refuses what is neither right nor wrong`() throws {
        let table = try #require(
            PairedBinary(candidate: [1, 1, 0, 0, 1], baseline: [1, 0, 1, 0, 0])
        )
        #expect(table.gained == 2 && table.lost == 1 && table.n == 5)
        #expect(isNear(table.difference, 0.2) && isNear(table.discordance, 0.6))
        #expect(PairedBinary(candidate: [0.5], baseline: [1]) == nil)
        #expect(PairedBinary(candidate: [.nan], baseline: [1]) == nil)
        #expect(PairedBinary(candidate: [], baseline: []) == nil)
        #expect(PairedBinary(candidate: [1], baseline: [1, 0]) == nil)
        #expect(PairedBinary(gained: 3, lost: 3, n: 5) == nil)
        #expect(PairedBinary(gained: .max, lost: .max, n: 5) == nil)
    }
}
