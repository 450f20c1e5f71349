package import TallyCore

extension Usage {
    /// Reads the `usage` object of OpenAI's responses into disjoint buckets.
    ///
    /// `input_tokens` includes cached and cache-write tokens; `output_tokens` includes reasoning.
    package init?(responses usage: JSONValue) {
        guard let input = TokenCounts.read(usage["input_tokens"]),
            let output = TokenCounts.read(usage["output_tokens"])
        else { return nil }
        let details = usage["input_tokens_details"]
        var counts = TokenCounts()
        counts.cached = TokenCounts.read(details?["cached_tokens"]) ?? 0
        counts.written = TokenCounts.read(details?["cache_write_tokens"]) ?? 0
        counts.uncached = input - counts.cached - counts.written
        counts.output = output
        counts.reasoning =
            TokenCounts.read(usage["output_tokens_details"]?["reasoning_tokens"]) ?? 0
        counts.total = TokenCounts.read(usage["total_tokens"])
        self = counts.usage
    }
}
