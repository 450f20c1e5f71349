/// What one model's tokens cost from a date on.
@dynamicMemberLookup
package struct Price: Hashable, Sendable {
    /// The first day the price holds, `YYYY-MM-DD` in UTC.
    package var from: String
    package var rates: Rates
    /// What holds in place of `rates` for longer prompts, ascending by their length.
    package var tiers: [ContextTier]

    /// The rates of every token of a request whose prompt is longer than `above` tokens.
    package struct ContextTier: Hashable, Sendable {
        package var above: Int
        package var rates: Rates

        package init(above: Int, rates: Rates) {
            self.above = above
            self.rates = rates
        }
    }

    package init(from: String, rates: Rates, tiers: [ContextTier] = []) {
        self.from = from
        self.rates = rates
        self.tiers = tiers
    }

    package init(
        from: String,
        input: Int64,
        cachedInput: Int64?,
        cacheWrite: Int64?,
        cacheWriteLong: Int64? = nil,
        output: Int64
    ) {
        let rates = Rates(
            input: input,
            cachedInput: cachedInput,
            cacheWrite: cacheWrite,
            cacheWriteLong: cacheWriteLong,
            output: output
        )
        self.init(from: from, rates: rates)
    }

    /// A rate of prompts of the usual length.
    package subscript<Rate>(dynamicMember path: WritableKeyPath<Rates, Rate>) -> Rate {
        get { rates[keyPath: path] }
        set { rates[keyPath: path] = newValue }
    }

    /// The rates of a request with these tokens: the whole of it is billed by the length of its prompt.
    package func rates(for usage: Usage) -> Rates {
        tiers.last { $0.above < usage.prompt }?.rates ?? rates
    }

    /// What the tokens cost; `nil` when a bucket in use has no rate.
    ///
    /// Each bucket is priced once, in pico-dollars, and the sum is rounded once.
    package func cost(of usage: Usage) -> Money? {
        var sum: Int64 = 0
        for line in lines(for: usage) where line.tokens > 0 {
            guard let rate = line.rate else { return nil }
            let (product, overflow) = rate.multipliedReportingOverflow(by: Int64(line.tokens))
            let (total, carry) = sum.addingReportingOverflow(product)
            if overflow || carry { return nil }
            sum = total
        }
        return Money(roundingPicodollars: sum)
    }

    /// The bill line by line, at the rates of the request's length.
    package func lines(for usage: Usage) -> [Rates.Line] { rates(for: usage).lines(for: usage) }
}
