package import TallyCore

/// What a run's billed attempts cost by kind of token, and what has no price.
package struct BucketBill: Hashable, Sendable {
    /// The tokens of one kind.
    struct Bucket: Hashable {
        let name: String
        var tokens = 0
        /// Exact; `nil` when some of the tokens have no rate.
        var picodollars: Int128? = 0
    }

    private(set) var buckets: [Bucket] = []
    /// Attempts without a price by their key; `nil` for those whose profile names none.
    private(set) var unpriced: [String?: Int] = [:]
    /// Kinds of tokens that the price of a key has no rate for; keys without any price have no entry.
    private(set) var lacking: [String: Set<String>] = [:]
    /// Attempts on capacity that is paid by the hour.
    private(set) var hourlyAttempts = 0
    /// Attempts whose cost was stated with them, which no price changes.
    private(set) var statedAttempts = 0
    private(set) var stated = Money.zero

    package init() {}

    /// Adds one request; what is not known to be billed costs nothing here.
    package mutating func add(_ attempt: AttemptRecord) {
        guard attempt.isDone, attempt.billing == .billed else { return }
        if let stated = attempt.stated {
            statedAttempts += 1
            self.stated += stated
            return
        }
        if attempt.isHourly {
            hourlyAttempts += 1
        } else if attempt.cost == nil {
            unpriced[attempt.priceKey, default: 0] += 1
        }
        guard let usage = attempt.usage else { return }
        let unknown = Rates(input: 0, cachedInput: 0, cacheWrite: 0, cacheWriteLong: 0, output: 0)
        let rates = attempt.price?.rates(for: usage)
        for line in (rates ?? unknown).lines(for: usage) where line.tokens > 0 {
            add(line.tokens, at: rates == nil ? nil : line.rate, to: line.bucket)
            if rates != nil, line.rate == nil, let key = attempt.priceKey {
                lacking[key, default: []].insert(line.bucket)
            }
        }
    }

    private mutating func add(_ tokens: Int, at rate: Int64?, to name: String) {
        let index = buckets.firstIndex { $0.name == name } ?? buckets.count
        if index == buckets.count { buckets.append(Bucket(name: name)) }
        buckets[index].tokens += tokens
        guard let sum = buckets[index].picodollars, let rate else {
            buckets[index].picodollars = nil
            return
        }
        buckets[index].picodollars = sum + Int128(rate) * Int128(tokens)
    }

    subscript(name: String) -> Bucket { buckets.first { $0.name == name } ?? Bucket(name: name) }
}
