/// What the tokens of each bucket cost, in whole pico-dollars a token.
///
/// A bucket without a rate leaves an attempt that used it unpriced: an unknown price is never $0.
package struct Rates: Hashable, Sendable {
    package var input: Int64
    package var cachedInput: Int64?
    package var cacheWrite: Int64?
    package var cacheWriteLong: Int64?
    package var output: Int64

    package init(
        input: Int64,
        cachedInput: Int64? = nil,
        cacheWrite: Int64? = nil,
        cacheWriteLong: Int64? = nil,
        output: Int64
    ) {
        self.input = input
        self.cachedInput = cachedInput
        self.cacheWrite = cacheWrite
        self.cacheWriteLong = cacheWriteLong
        self.output = output
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

    /// The buckets that have a rate, by their names in a price file.
    package var named: [(name: String, rate: Int64)] {
        [
            ("input", input), ("cached_input", cachedInput), ("cache_write", cacheWrite),
            ("cache_write_1h", cacheWriteLong), ("output", output),
        ].compactMap { name, rate in rate.map { (name, $0) } }
    }
}
