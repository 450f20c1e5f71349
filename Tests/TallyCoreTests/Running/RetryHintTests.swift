import TallyCore
import Testing

struct RetryHintTests {
    /// 2026-11-24T03:12:00Z.
    private let now = 1_795_489_920.0

    private func delay(_ headers: [String: String]) -> Duration? {
        RetryHint.delay(now: now) { headers[$0] }
    }

    @Test(
        arguments: [
            ("1", 1), ("1.5", 1.5), (" 7 ", 7), ("0", 0), ("-3", -3), ("1s", 1), ("20ms", 0.02),
            ("6m0s", 360), ("1m30s", 90), ("1.5s", 1.5), ("2h", 7200), ("1d", 86400),
            ("1h0m0.5s", 3600.5),
            ("Tue, 24 Nov 2026 03:12:09 GMT", 9), ("2026-11-24T03:13:00Z", 60),
            ("2026-11-24T03:12:30.250Z", 30), ("1795489925", 5), ("1795489925000", 5),
        ] as [(String, Double)]
    )
    func `every form met in the wild is read`(text: String, seconds: Double) throws {
        let read = try #require(RetryHint.seconds(text, now: now))
        #expect(abs(read - seconds) < 1e-6)
    }

    @Test(arguments: [
        "", " ", "soon", "NaN", "inf", "-inf", "1e999", "1x", "m", "s1", "1s 2s", "5 minutes",
        "1,5",
        "Tue, 24 Nov 2026", "24 Nov 2026 03:12:09", "2026-11-24", "2026-13-24T03:12:00Z",
        "2026-11-24T25:12:00Z", "٣", "１２", "1..5s", "\u{0}", "--1", "99999999999999999999", "9e9",
        "5e12",
    ])
    func `garbage is no hint`(text: String) {
        #expect(delay(["retry-after": text]) == nil)
    }

    @Test(arguments: [
        "0", "-1", "-0.5", "0s", "1e9", "Tue, 24 Nov 2026 03:11:59 GMT", "2020-01-01T00:00:00Z",
        "1600000000",
    ])
    func `zero and what has passed are no hint`(text: String) {
        #expect(delay(["retry-after": text]) == nil)
    }

    @Test func `hints are taken in the order providers document`() {
        var headers = [
            "retry-after-ms": "100", "x-ms-retry-after-ms": "200.5", "retry-after": "3",
            "x-ratelimit-reset-requests": "4s", "x-ratelimit-reset-tokens": "5s",
        ]
        #expect(delay(headers) == .milliseconds(100))
        headers["retry-after-ms"] = nil
        #expect(delay(headers) == .milliseconds(201))
        headers["x-ms-retry-after-ms"] = nil
        #expect(delay(headers) == .seconds(3))
        headers["retry-after"] = nil
        #expect(delay(headers) == .seconds(5))
        #expect(delay([:]) == nil)
    }

    @Test func `of the two reset hints the larger counts, whichever it is`() {
        #expect(
            delay(["x-ratelimit-reset-requests": "6m0s", "x-ratelimit-reset-tokens": "20ms"])
                == .seconds(360)
        )
        #expect(
            delay(["x-ratelimit-reset-requests": "garbage", "x-ratelimit-reset-tokens": "20ms"])
                == .milliseconds(20)
        )
    }

    @Test func `reset hints, which every response carries, count only when throttled`() {
        let headers = ["x-ratelimit-reset-requests": "5s"]
        #expect(RetryHint.delay(now: now, isThrottled: false) { headers[$0] } == nil)
        let asked = ["x-ratelimit-reset-requests": "5s", "retry-after": "2"]
        #expect(RetryHint.delay(now: now, isThrottled: false) { asked[$0] } == .seconds(2))
    }

    @Test func `a hint that cannot be read gives way to the next`() {
        let headers = ["retry-after-ms": "soon", "x-ms-retry-after-ms": "-5", "retry-after": "2"]
        #expect(delay(headers) == .seconds(2))
    }

    @Test func `no text traps or gives a wait that is not positive`() {
        var generator = SeededGenerator(seed: 8)
        let parts = [
            "1", "9", "0", ".", "-", "+", "e", "E", "ms", "s", "m", "h", "d", " ", ":", "T", "Z",
            ",",
            "GMT", "Nov", "Tue", "2026", "-11", "-24", "nan", "inf", "99999999999999999999", "é",
            "0x",
        ]
        for _ in 0..<50_000 {
            let text = (0..<generator.below(9)).map { _ in generator.pick(parts) }.joined()
            let name = generator.pick(["retry-after-ms", "retry-after", "x-ratelimit-reset-tokens"])
            if let wait = delay([name: text]) { #expect(wait > .zero, "\(name): \(text)") }
        }
    }
}
