internal import TallyCore

/// Sums a run's billed attempts up by kind of token.
struct TokenBuckets {
    private var tokens: [String: Int] = [:]
    private var picodollars: [String: Int128] = [:]
    private var unpriced: Set<String> = []
    private var names: [String] = []

    /// What is known not to be billed, and what was cut off, is left out.
    mutating func add(_ attempt: AttemptRecord) {
        guard attempt.isDone, attempt.billing == .billed, let usage = attempt.usage else { return }
        let free = Rates(input: 0, cachedInput: 0, cacheWrite: 0, cacheWriteLong: 0, output: 0)
        let rates = attempt.isHourly ? nil : attempt.price?.rates(for: usage)
        for line in (rates ?? free).lines(for: usage) where line.tokens > 0 {
            if tokens[line.bucket] == nil { names.append(line.bucket) }
            tokens[line.bucket, default: 0] += line.tokens
            if rates != nil, let rate = line.rate {
                picodollars[line.bucket, default: 0] += Int128(rate) * Int128(line.tokens)
            } else {
                unpriced.insert(line.bucket)
            }
        }
    }

    /// In the order of a bill.
    var all: [ReportedRun.TokenBucket] {
        let order = ["input", "cached input", "cache write", "1 h cache write", "output"]
        func place(_ name: String) -> Int { order.firstIndex(of: name) ?? order.count }
        return names.sorted { place($0) < place($1) }.map { name in
            ReportedRun.TokenBucket(
                name: name,
                tokens: tokens[name] ?? 0,
                dollars: unpriced.contains(name)
                    ? nil : Double(picodollars[name] ?? 0) / 1e12
            )
        }
    }
}
