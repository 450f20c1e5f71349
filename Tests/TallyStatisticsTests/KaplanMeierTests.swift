import TallyStatistics
import Testing

struct KaplanMeierTests {
    /// Weeks to relapse under 6-mercaptopurine, and whether they were cut off (Freireich and others, 1963).
    private static let leukaemia: [(Double, Bool)] = [
        (6, false), (6, false), (6, false), (6, true), (7, false), (9, true), (10, false),
        (10, true),
        (11, true), (13, false), (16, false), (17, true), (19, true), (20, true), (22, false),
        (23, false), (25, true), (32, true), (32, true), (34, true), (35, true),
    ]

    @Test func `the classic example gives its published survival`() {
        let points = KaplanMeier.distribution(
            of: Self.leukaemia.reversed().map { (time: $0.0, isCutOff: $0.1) }
        )
        let survival = points.map { (($0.time, ((1 - $0.share) * 1000).rounded() / 1000)) }
        #expect(survival.map(\.0) == [6, 7, 10, 13, 16, 22, 23])
        #expect(survival.map(\.1) == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448])
    }

    @Test func `without a cut it is the empirical distribution`() {
        let points = KaplanMeier.distribution(
            of: [3.0, 1, 2, 2].map { (time: $0, isCutOff: false) }
        )
        #expect(points.map(\.time) == [1, 2, 3])
        #expect(points.map(\.share) == [0.25, 0.75, 1])
    }

    @Test func `a time cut off at the end leaves the rest open`() {
        let points = KaplanMeier.distribution(of: [(1, false), (9, true)])
        #expect(points == [KaplanMeier.Point(time: 1, share: 0.5)])
    }

    @Test func `nothing and no number give nothing`() {
        #expect(KaplanMeier.distribution(of: []).isEmpty)
        #expect(KaplanMeier.distribution(of: [(.nan, false)]).isEmpty)
    }
}
