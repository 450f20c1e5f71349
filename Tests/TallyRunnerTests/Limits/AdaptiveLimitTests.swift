import TallyCore
import TallyRunner
import Testing

struct AdaptiveLimitTests {
    private func limit(_ start: Int = 20, _ range: ClosedRange<Int> = 10...100) -> AdaptiveLimit {
        AdaptiveLimit(Concurrency(start: start, range: range))
    }

    /// A round of first-try answers with so many in flight.
    private func round(_ limit: inout AdaptiveLimit, inFlight: Int? = nil) {
        for _ in 0..<limit.limit { limit.answered(inFlight: inFlight ?? limit.limit) }
    }

    @Test func `clean rounds double the limit up to its end`() {
        var limit = limit()
        var seen: [Int] = []
        for _ in 0..<5 {
            round(&limit)
            seen.append(limit.limit)
        }
        #expect(seen == [40, 80, 100, 100, 100])
    }

    @Test func `after a refusal it grows by a twentieth a round`() {
        var limit = limit(50)
        limit.throttled(retryAfter: nil, at: .zero)
        #expect(limit.limit == 40)
        round(&limit)
        #expect(limit.limit == 42)
        round(&limit)
        #expect(limit.limit == 44)
    }

    @Test func `a burst of refusals cuts once`() {
        var limit = limit(50)
        for second in 0..<15 { limit.throttled(retryAfter: nil, at: .seconds(second)) }
        #expect(limit.limit == 40)
        limit.throttled(retryAfter: nil, at: .seconds(15))
        #expect(limit.limit == 32)
    }

    @Test func `a longer wait asked for by the server is part of the burst`() {
        var limit = limit(50)
        limit.throttled(retryAfter: .seconds(60), at: .zero)
        limit.throttled(retryAfter: nil, at: .seconds(59))
        #expect(limit.limit == 40)
        limit.throttled(retryAfter: nil, at: .seconds(60))
        #expect(limit.limit == 32)
    }

    @Test func `no refusal goes below the least`() {
        var limit = limit(11)
        for minute in 0..<9 { limit.throttled(retryAfter: nil, at: .seconds(60 * minute)) }
        #expect(limit.limit == 10)
    }

    @Test func `a failing server pauses growth and never cuts`() {
        var limit = limit()
        limit.faulted()
        round(&limit)
        #expect(limit.limit == 20)
        round(&limit)
        #expect(limit.limit == 40)
    }

    @Test func `a round with idle places says nothing about the limit`() {
        var limit = limit()
        round(&limit, inFlight: 15)
        #expect(limit.limit == 20)
        round(&limit, inFlight: 16)
        #expect(limit.limit == 40)
    }

    @Test(
        arguments: [(rate: 10.0, latency: 2.0), (20, 2), (20, 0.6), (40, 2), (60, 1), (15, 5)],
        [1.0, 10.0]
    )
    func `it settles within a fifth of a bucket's true limit, and keeps its flow`(
        flow: (rate: Double, latency: Double),
        window: Double
    ) {
        let bucket = TokenBucket(perMinute: Int(flow.rate * 60), window: .seconds(window))
        var world = BucketWorld(bucket: bucket, latency: flow.latency, limit: limit())
        world.run(until: 200)
        let settled = world.run(until: 800)
        let truth = flow.rate * flow.latency
        #expect(abs(settled.meanLimit / truth - 1) < 0.2, "\(settled.meanLimit) of \(truth)")
        #expect(settled.answersPerSecond > 0.8 * flow.rate)
        // At most one cut for each cooldown.
        #expect(settled.cuts <= 40)
    }
}
