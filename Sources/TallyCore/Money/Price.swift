/// What one model's tokens cost from a date on, in whole pico-dollars a token.
///
/// A bucket without a rate leaves an attempt that used it unpriced: an unknown price is never $0.
package struct Price: Hashable, Sendable {
    /// The first day the price holds, `YYYY-MM-DD` in UTC.
    package var from: String
    package var input: Int64
    package var cachedInput: Int64?
    package var cacheWrite: Int64?
    package var cacheWriteLong: Int64?
    package var output: Int64

    package init(
        from: String,
        input: Int64,
        cachedInput: Int64?,
        cacheWrite: Int64?,
        cacheWriteLong: Int64? = nil,
        output: Int64
    ) {
        self.from = from
        self.input = input
        self.cachedInput = cachedInput
        self.cacheWrite = cacheWrite
        self.cacheWriteLong = cacheWriteLong
        self.output = output
    }

    /// What the tokens cost; `nil` when a bucket in use has no rate.
    ///
    /// Each bucket is priced once, in pico-dollars, and the sum is rounded once.
    package func cost(of usage: Usage) -> Money? {
        let buckets = lines(for: usage)
        var sum: Int64 = 0
        for line in buckets where line.tokens > 0 {
            guard let rate = line.rate else { return nil }
            let (product, overflow) = rate.multipliedReportingOverflow(by: Int64(line.tokens))
            let (total, carry) = sum.addingReportingOverflow(product)
            if overflow || carry { return nil }
            sum = total
        }
        return Money(roundingPicodollars: sum)
    }

    private static let longWrites = "1 h cache write"

    /// One bucket of a bill.
    package struct Line: Hashable, Sendable {
        package let bucket: String
        package let tokens: Int
        /// Pico-dollars a token; `nil` when unknown.
        package let rate: Int64?
    }

    /// The bill line by line, in the order of the buckets; the rare writes for an hour only where there are some.
    package func lines(for usage: Usage) -> [Line] {
        let lines = [
            Line(bucket: "input", tokens: usage.input, rate: input),
            Line(bucket: "cached input", tokens: usage.cachedInput, rate: cachedInput),
            Line(bucket: "cache write", tokens: usage.cacheWrite, rate: cacheWrite),
            Line(bucket: Self.longWrites, tokens: usage.cacheWriteLong, rate: cacheWriteLong),
            Line(bucket: "output", tokens: usage.output, rate: output),
        ]
        guard usage.cacheWriteLong == 0 else { return lines }
        return lines.filter { $0.bucket != Self.longWrites }
    }
}

/// The dated prices of every price key, each list ascending by date.
package struct PriceTable: Hashable, Sendable {
    package var entries: [String: [Price]]

    package init(entries: [String: [Price]] = [:]) { self.entries = entries }

    /// The price of a key that holds on a day; `nil` when the table does not know one.
    ///
    /// The day is `YYYY-MM-DD` in UTC, which sorts as text.
    package func price(_ key: String, on day: String) -> Price? {
        entries[key]?.last { $0.from <= day }
    }
}
