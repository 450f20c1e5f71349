import TallyStatistics
import Testing

/// Values of scipy 1.17; the expression stands above each table.
@Suite struct DistributionTests {
    // scipy.stats.norm.ppf(p)
    @Test(arguments: [
        (1e-300, -37.047096299361201), (1e-10, -6.3613409024040557), (0.025, -1.9599639845400545),
        (0.3, -0.52440051270804089), (0.5, 0), (0.975, 1.959963984540054),
        (0.999999, 4.7534243088170873),
    ])
    func `normal quantiles agree with scipy`(p: Double, x: Double) {
        #expect(isNear(Normal.quantile(p), x))
    }

    // scipy.stats.norm.cdf(x)
    @Test(arguments: [
        (-8, 6.2209605742717405e-16), (-1, 0.15865525393145707), (0, 0.5),
        (0.5, 0.69146246127401312), (6, 0.9999999990134123),
    ])
    func `normal probabilities agree with scipy`(x: Double, p: Double) {
        #expect(isNear(Normal.cdf(x), p))
    }

    // scipy.stats.t.ppf(p, v)
    @Test(arguments: [
        (0.975, 1, 12.706204736174694), (0.975, 2, 4.3026527297494619),
        (0.975, 7, 2.364624251592784), (0.975, 199, 1.9719565442517533),
        (0.975, 1e6, 1.959966356814107), (0.6, 3, 0.27667066233268978),
        (1e-8, 5, -62.404506110967297), (0.5, 4, 0), (0.975, 2.5, 3.5746548420036817),
        (0.0005, 1e4, -3.2914999659416049),
    ])
    func `t quantiles agree with scipy`(p: Double, freedom: Double, t: Double) {
        #expect(isNear(StudentT.quantile(p, freedom: freedom), t))
    }

    // scipy.stats.t.cdf(t, v)
    @Test(arguments: [
        (-2, 3, 0.069662984279421525), (0.1, 1, 0.53172551743055352),
        (1.5, 30, 0.92796703543567705), (-40, 2, 0.0003122073360923703),
        (2, 1e6, 0.97724973307434038), (-12, 199, 1.2899803373965888e-25),
    ])
    func `t probabilities agree with scipy`(t: Double, freedom: Double, p: Double) {
        #expect(isNear(StudentT.cdf(t, freedom: freedom), p))
    }

    // scipy.special.betainc(a, b, x)
    @Test(arguments: [
        (0.5, 0.5, 0.5, 0.5), (0.2, 2, 3, 0.1808), (0.9, 30, 4, 0.57694366412569287),
        (0.01, 1, 500, 0.99342951695758541), (0.9, 900, 100, 0.48878396952018877),
        (0.9505, 950_000, 50_000, 0.98927779463712828), (1e-5, 0.5, 3, 0.0059292310844635448),
        (0.999, 5000, 3, 0.12435737403741323),
    ])
    func `beta probabilities agree with scipy`(x: Double, a: Double, b: Double, p: Double) {
        #expect(isNear(Beta.cdf(x, a, b), p))
        #expect(isNear(Beta.survival(x, a, b), 1 - p))
    }

    // scipy.special.betaincinv(a, b, p)
    @Test(arguments: [
        (0.025, 93, 3, 0.92601345257114676), (0.975, 94, 2, 0.99744018201396412),
        (0.975, 1, 200, 0.018275340355136241), (0.025, 0.5, 0.5, 0.001541333133436012),
        (0.5, 1e5, 2e5, 0.3333329629625057), (1e-10, 0.5, 8, 1.0128912096278063e-21),
        (0.975, 1e6, 1e3, 0.99906193594618065),
    ])
    func `beta quantiles agree with scipy`(p: Double, a: Double, b: Double, x: Double) {
        #expect(isNear(Beta.quantile(p, a, b), x))
    }

    // scipy.stats.binom.cdf(k, n, p)
    @Test(arguments: [
        (3, 10, 0.5, 0.171875), (367, 368, 0.99, 0.97523994460990637),
        (480, 500, 0.95, 0.8727654760909439), (999_900, 1_000_000, 0.9999, 0.5133007914444887),
        (0, 100, 0.01, 0.36603234127322948),
    ])
    func `binomial probabilities agree with scipy`(k: Int, n: Int, p: Double, value: Double) {
        #expect(isNear(Binomial.cdf(k, n: n, p: p), value))
    }

    @Test func `quantiles and probabilities undo each other`() {
        for freedom in [1, 2, 3, 10, 1000.0] {
            for p in stride(from: 0.001, to: 1, by: 0.037) {
                let t = StudentT.quantile(p, freedom: freedom)
                #expect(isNear(StudentT.cdf(t, freedom: freedom), p))
            }
        }
    }

    @Test func `the ends of the scale are infinite`() {
        #expect(Normal.quantile(0) == -.infinity && Normal.quantile(1) == .infinity)
        #expect(StudentT.quantile(1, freedom: 3) == .infinity)
        #expect(Normal.quantile(2).isNaN && Beta.quantile(.nan, 1, 1).isNaN)
    }
}
