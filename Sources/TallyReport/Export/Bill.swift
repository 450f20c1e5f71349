package import TallyCore

/// What requests cost, summed as an invoice sums it: by model, UTC day and kind of token.
///
/// The dollars of a kind are exact. An attempt's cost is rounded once to whole nano-dollars, so a row `rounding` a group
/// makes the column add up to what the runs cost. What may have been billed without being said has a column of its own.
package struct Bill: Sendable {
    /// What is known of a request's price.
    enum Charge: String, CaseIterable {
        case billed
        case possiblyBilled = "possibly_billed"
        /// Tokens without a price, or a price without tokens.
        case unpriced
        /// On capacity that its run pays for, whatever it answers.
        case byTheHour = "by_the_hour"
        /// Cut off before its outcome was written: perhaps billed.
        case unknown
    }

    struct Group: Hashable {
        var asked: String
        var returned: String?
        var day: String
        var priceKey: String?
        var charge: Charge
        var isSimulated: Bool
    }

    /// The tokens of one kind.
    struct Bucket: Hashable {
        var requests = 0
        var tokens = 0
        /// Pico-dollars a token; `nil` when unknown, or not the same for short and long prompts.
        var rate: Int64?
        var picodollars: Int128 = 0
    }

    struct Sum {
        var requests = 0
        var buckets: [String: Bucket] = [:]
        /// Of the attempts, each rounded to whole nano-dollars.
        var rounded = Money.zero

        /// What the one rounding of each attempt added, in pico-dollars.
        var rounding: Int128 {
            buckets.values.reduce(Int128(rounded.nanodollars) * 1000) { $0 - $1.picodollars }
        }
    }

    private(set) var sums: [Group: Sum] = [:]

    package init() {}

    /// Adds one request of a run that asked for `model`.
    package mutating func add(_ attempt: AttemptRecord, model: String, isSimulated: Bool) {
        guard let charge = Self.charge(attempt) else { return }
        let group = Group(
            asked: model,
            returned: attempt.returnedModel,
            day: attempt.day,
            priceKey: attempt.priceKey,
            charge: charge,
            isSimulated: isSimulated
        )
        var sum = sums[group] ?? Sum()
        sum.requests += 1
        if charge != .unknown, let usage = attempt.usage {
            sum.add(usage, at: [.unpriced, .byTheHour].contains(charge) ? nil : attempt.price)
        }
        sums[group] = sum
    }

    /// `nil` for what is known not to be billed.
    private static func charge(_ attempt: AttemptRecord) -> Charge? {
        guard attempt.isDone else { return .unknown }
        guard attempt.billing != .notBilled else { return nil }
        if attempt.isHourly { return .byTheHour }
        guard let usage = attempt.usage, attempt.price?.cost(of: usage) != nil else {
            return .unpriced
        }
        return attempt.billing == .billed ? .billed : .possiblyBilled
    }
}

extension Bill.Sum {
    fileprivate mutating func add(_ usage: Usage, at price: Price?) {
        let free = Price(from: "", input: 0, cachedInput: 0, cacheWrite: 0, output: 0)
        for line in (price ?? free).lines(for: usage) where line.tokens > 0 {
            var bucket = buckets[line.bucket] ?? Bill.Bucket()
            bucket.requests += 1
            bucket.tokens += line.tokens
            if price != nil, let rate = line.rate {
                bucket.rate = bucket.requests == 1 || bucket.rate == rate ? rate : nil
                bucket.picodollars += Int128(rate) * Int128(line.tokens)
            }
            buckets[line.bucket] = bucket
        }
        if let cost = price?.cost(of: usage) { rounded += cost }
    }
}
