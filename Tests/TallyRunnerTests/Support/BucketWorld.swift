import TallyCore
import TallyRunner

/// A server with a token bucket and a lane that always has work, in simulated time.
struct BucketWorld {
    /// What was seen from one call of `run` to the next.
    struct Record {
        var meanLimit = 0.0
        var answersPerSecond = 0.0
        var cuts = 0
    }

    private enum Event {
        case answered(attempt: Int)
        case retry(attempt: Int)
    }

    private var bucket: TokenBucket
    private let latency: Double
    private var limit: AdaptiveLimit
    private var now = 0.0
    private var inFlight = 0
    private var queue: [(time: Double, event: Event)] = []
    private var generator = SeededGenerator(seed: 4)

    init(bucket: TokenBucket, latency: Double, limit: AdaptiveLimit) {
        self.bucket = bucket
        self.latency = latency
        self.limit = limit
    }

    @discardableResult
    mutating func run(until end: Double) -> Record {
        let start = now
        var record = Record()
        var area = 0.0
        var answers = 0
        while true {
            while inFlight < limit.limit {
                inFlight += 1
                send(attempt: 1, &record)
            }
            guard let next = queue.min(by: { $0.time < $1.time }), next.time <= end,
                let index = queue.firstIndex(where: { $0.time == next.time })
            else { break }
            queue.remove(at: index)
            area += Double(limit.limit) * (next.time - now)
            now = next.time
            switch next.event {
            case .retry(let attempt): send(attempt: attempt, &record)
            case .answered(let attempt):
                answers += 1
                if attempt == 1 { limit.answered(inFlight: inFlight) }
                inFlight -= 1
            }
        }
        area += Double(limit.limit) * (end - now)
        now = end
        record.meanLimit = area / (end - start)
        record.answersPerSecond = Double(answers) / (end - start)
        return record
    }

    private mutating func send(attempt: Int, _ record: inout Record) {
        bucket.fill(until: .seconds(now))
        if let wait = bucket.wait(for: 1), wait > .zero {
            let before = limit.limit
            limit.throttled(retryAfter: wait, at: .seconds(now))
            if limit.limit < before { record.cuts += 1 }
            // No server asks for less than a millisecond.
            queue.append((now + max(wait.seconds, 0.001), .retry(attempt: attempt + 1)))
        } else {
            bucket.take(1)
            // No two answers take the same time.
            let time = latency * Double.random(in: 0.75...1.25, using: &generator)
            queue.append((now + time, .answered(attempt: attempt)))
        }
    }
}
