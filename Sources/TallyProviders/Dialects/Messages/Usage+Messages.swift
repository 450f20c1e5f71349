package import TallyCore

extension Usage {
    /// Reads the `usage` object of Anthropic's messages into disjoint buckets.
    ///
    /// `input_tokens` excludes both what was read from the cache and what was written to it.
    package init?(messages usage: JSONValue) {
        guard let input = TokenCounts.read(usage["input_tokens"]),
            let output = TokenCounts.read(usage["output_tokens"])
        else { return nil }
        var counts = TokenCounts()
        counts.uncached = input
        counts.cached = TokenCounts.read(usage["cache_read_input_tokens"]) ?? 0
        let byLifetime = usage["cache_creation"]
        counts.writtenLong = TokenCounts.read(byLifetime?["ephemeral_1h_input_tokens"]) ?? 0
        let short = TokenCounts.read(byLifetime?["ephemeral_5m_input_tokens"]) ?? 0
        counts.written =
            TokenCounts.read(usage["cache_creation_input_tokens"]) ?? short + counts.writtenLong
        counts.output = output
        counts.reasoning =
            TokenCounts.read(usage["output_tokens_details"]?["thinking_tokens"]) ?? 0
        self = counts.usage
    }
}
