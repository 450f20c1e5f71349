internal import TallyCore

/// The token counts of one answer as a provider reports them, before they are made disjoint.
struct TokenCounts {
    /// Larger counts are nonsense; capped, no sum or price of them overflows.
    private static let most = 1 << 32

    /// Tokens read at full price.
    var uncached = 0
    var cached = 0
    var written = 0
    /// Of the written ones, those kept for an hour, which cost more.
    var writtenLong = 0
    var output = 0
    var reasoning = 0
    /// What the provider says the sum is; `nil` when it says nothing.
    var total: Int?

    /// A count of a usage object; `nil` when it is none.
    static func read(_ value: JSONValue?) -> Int? {
        (value?.integer).map { min(max($0, -most), most) }
    }

    /// The disjoint buckets; counts that contradict each other are flagged and none is negative.
    var usage: Usage {
        let short = written - writtenLong
        let counts = [uncached, cached, written, writtenLong, short, output, reasoning]
        let isInconsistent =
            counts.contains { !(0..<Self.most).contains($0) } || reasoning > output
            || (total.map { $0 != uncached + cached + written + output } ?? false)
        return Usage(
            input: max(0, uncached),
            cachedInput: max(0, cached),
            cacheWrite: max(0, short),
            cacheWriteLong: max(0, writtenLong),
            output: max(0, output),
            reasoning: max(0, reasoning),
            isInconsistent: isInconsistent
        )
    }
}
