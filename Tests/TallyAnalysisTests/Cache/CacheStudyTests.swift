import TallyAnalysis
import TallyCore
import TallyScoring
import Testing

/// What a cache would have given is counted by hand and by the study alike.
struct CacheStudyTests {
    private static let scorer = Scorer(
        fields: FieldSpec.receipt,
        required: ["total"],
        dateOrder: nil
    )

    private static func arrival(
        _ text: String,
        at time: Double?,
        place: Int,
        total: String = "1",
        dollars: Double? = 0.25
    ) -> CacheArrival {
        CacheArrival(
            item: Case(
                id: "case-\(place)",
                text: text,
                expected: JSONObject([("total", .number(total))])
            ),
            time: time,
            place: place,
            dollars: dollars,
            seconds: 2
        )
    }

    private static func report(_ arrivals: [CacheArrival]) -> CacheReport {
        var report = CacheReport(
            run: ComparedRun(
                id: "1",
                name: "r",
                experiment: "e",
                isSimulated: false,
                isImported: false,
                isPartial: false,
                returnedModels: [:]
            ),
            arrivals: 0,
            distinct: 0,
            span: nil,
            perDocument: CacheReport.PerDocument(),
            reused: TrialRecord.Reuse()
        )
        CacheStudy(arrivals).fill(&report, scorer: scorer)
        return report
    }

    @Test func `hits follow from recorded times, whatever the order of the rows`() {
        // a at 0, 50 and 4000 s, b at 10 and 600 s.
        let arrivals = [
            Self.arrival("a", at: 4000, place: 0), Self.arrival("b", at: 10, place: 1),
            Self.arrival("a", at: 0, place: 2), Self.arrival("a", at: 50, place: 3),
            Self.arrival("b", at: 600, place: 4),
        ]
        let report = Self.report(arrivals)
        #expect(report.arrivals == 5 && report.distinct == 2 && report.span == 4000)
        #expect(report.lifetimes == [60, 600, 3600, nil] && report.sizes == [nil])
        #expect(report.outcomes.map { $0[0].hits } == [1, 2, 2, 3])
        #expect(report.outcomes.map { $0[0].dollars } == [0.25, 0.5, 0.5, 0.75])
        #expect(report.outcomes.map { $0[0].seconds } == [2, 4, 4, 6])
        #expect(report.sizeNeeded == 2)
    }

    @Test func `without recorded times the run's order counts, and no lifetime`() {
        let arrivals = [
            Self.arrival("a", at: nil, place: 2), Self.arrival("a", at: 5, place: 1),
            Self.arrival("b", at: nil, place: 0, dollars: nil),
        ]
        let report = Self.report(arrivals)
        #expect(report.span == nil && report.lifetimes == [nil])
        #expect(report.outcomes == [[.init(hits: 1, dollars: nil, seconds: 2)]])
    }

    @Test func `a cache too small displaces what was used longest ago`() {
        let texts = (0..<40).map { "receipt \($0)" }
        let arrivals = (texts + texts).enumerated().map {
            Self.arrival($1, at: Double($0), place: $0)
        }
        let report = Self.report(arrivals)
        #expect(report.sizes == [10, 30, nil])
        #expect(report.outcomes.last?.map(\.hits) == [0, 0, 40])
        #expect(report.sizeNeeded == 40)
    }

    @Test func `a hit on what is only nearly the same is wrong where the truth is another`() {
        let words = (0..<20).map { "w\($0)" }.joined(separator: " ")
        let report = Self.report([
            Self.arrival(words + " total 1", at: 0, place: 0),
            Self.arrival(words.uppercased() + "  total 1", at: 1, place: 1),
            Self.arrival(words + " total 2", at: 2, place: 2, total: "2"),
            Self.arrival("another receipt", at: 3, place: 3),
        ])
        #expect(report.nearArrivals == 4)
        // 21 of 23 words in common: 0.913.
        #expect(report.near.map(\.similarity) == [1, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5])
        #expect(report.near.map(\.hits) == [1, 1, 2, 2, 2, 2, 2])
        #expect(report.near.map(\.wrong) == [0, 0, 1, 1, 1, 1, 1])
    }

    @Test
    func `what all prompts share is found at both ends, and is cacheable from 1,024 tokens on`() {
        var common = PromptCommon()
        #expect(common.share(ofTokens: 10) == nil)
        for text in ["one", "two", "three"] {
            common.add(Prompt(system: String(repeating: "s", count: 600), user: "read \(text) now"))
        }
        // A token a byte.
        let bytes = 3 * 600 + 12 + 12 + 14
        let share = common.share(ofTokens: bytes)
        #expect(share?.prefix == 605 && share?.suffix == 4)
        #expect(share?.cacheable == 0 && share?.cacheableReordered == 0)
        let dear = common.share(ofTokens: bytes * 2)
        #expect(dear?.prefix == 1210 && dear?.cacheable == 1152)
        #expect(dear?.cacheableReordered == 1152)
    }

    @Test func `prompts that are all the same have nothing that stands behind`() {
        var common = PromptCommon()
        for _ in 0..<2 { common.add(Prompt(system: nil, user: "abcd")) }
        #expect(common.share(ofTokens: 8)?.prefix == 4)
        #expect(common.share(ofTokens: 8)?.suffix == 0)
    }
}
