package import TallyCore

extension Usage {
    /// Reads the `usage` object of chat completions into disjoint buckets.
    ///
    /// `prompt_tokens` includes cached and cache-write tokens; `completion_tokens` includes reasoning.
    package init?(chat usage: JSONValue) {
        guard let prompt = TokenCounts.read(usage["prompt_tokens"]),
            let completion = TokenCounts.read(usage["completion_tokens"])
                ?? (usage["total_tokens"] == nil ? nil : 0)
        else { return nil }
        let details = usage["prompt_tokens_details"]
        var counts = TokenCounts()
        counts.cached = TokenCounts.read(details?["cached_tokens"]) ?? 0
        counts.written = TokenCounts.read(details?["cache_write_tokens"]) ?? 0
        counts.uncached = prompt - counts.cached - counts.written
        counts.output = completion
        let answer = usage["completion_tokens_details"]
        counts.reasoning = TokenCounts.read(answer?["reasoning_tokens"]) ?? 0
        counts.total = TokenCounts.read(usage["total_tokens"])
        self = counts.usage
    }

    /// A stand-in when the provider reports nothing: a token for every four bytes of UTF-8, rounded up.
    ///
    /// Of an image nothing is counted.
    static func estimated(prompt: Prompt, answer: String) -> Usage {
        let read = prompt.user.utf8.count + (prompt.system?.utf8.count ?? 0)
        return Usage(
            input: (read + 3) / 4,
            output: (answer.utf8.count + 3) / 4,
            isEstimated: true
        )
    }
}
