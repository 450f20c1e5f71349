import TallyCore
import Testing

struct MomentTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (951_782_400_000, "2000-02-29T00:00:00Z"),
            (1_795_489_920_999, "2026-11-24T03:12:00Z"), (-1, "1969-12-31T23:59:59Z"),
            (-62_135_596_800_000, "0001-01-01T00:00:00Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00Z"),
        ] as [(Int64, String)]
    )
    func `a moment is written in UTC to the second`(milliseconds: Int64, text: String) {
        #expect(Moment(milliseconds: milliseconds).iso8601 == text)
        #expect(Moment(milliseconds: milliseconds).day == String(text.prefix(10)))
    }

    @Test func `every day of eight centuries reads back, later days as later text`() {
        let days = (Int64(-146_097)...146_097).map { Moment(milliseconds: $0 * 86_400_000) }
        let texts = days.map(\.iso8601)
        #expect(zip(texts, days).allSatisfy { Moment(iso8601: $0) == $1 })
        #expect(zip(texts, texts.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `a date of HTTP is read`() {
        let moment = Moment(httpDate: "Tue, 24 Nov 2026 03:12:00 GMT")
        #expect(moment?.iso8601 == "2026-11-24T03:12:00Z")
    }

    @Test(arguments: [
        "", "Tue, 24 Nov 2026 03:12:00", "Tue, 24 Nov 2026 03:12:00 CET",
        "Tue, 32 Nov 2026 03:12:00 GMT",
        "Tue, 24 Foo 2026 03:12:00 GMT", "Tue, 24 Nov 2026 24:12:00 GMT",
        "Tue, 24 Nov 99999 03:12:00 GMT",
        "Tuesday, 24-Nov-26 03:12:00 GMT",
    ])
    func `what is no date of HTTP is refused`(text: String) {
        #expect(Moment(httpDate: text) == nil)
    }

    @Test(arguments: [
        "", "2026-11-24", "2026-11-24T03:12:00", "2026-11-24 03:12:00Z", "2026-11-24T03:12Z",
        "2026-11-24T03:12:61Z", "2026-00-24T03:12:00Z", "2026-x-11-24T03:12:00Z",
        "2026-11-24T03:x:12:00Z", "2026-02-30T00:00:00Z",
    ])
    func `what is no ISO 8601 moment is refused`(text: String) {
        #expect(Moment(iso8601: text) == nil)
    }
}
