package import TallyCore

extension Usage {
    /// Larger counts are nonsense; capped, no sum or price of them overflows.
    private static let mostTokens = 1 << 32

    /// Reads the `usage` object of chat completions into disjoint buckets.
    ///
    /// `prompt_tokens` includes cached and cache-write tokens; `completion_tokens` includes reasoning.
    package init?(chat usage: JSONValue) {
        func count(_ value: JSONValue?) -> Int? {
            (value?.integer).map { min(max($0, -Self.mostTokens), Self.mostTokens) }
        }
        guard let prompt = count(usage["prompt_tokens"]),
            let completion = count(usage["completion_tokens"])
                ?? (usage["total_tokens"] == nil ? nil : 0)
        else { return nil }
        let details = usage["prompt_tokens_details"]
        let cached = count(details?["cached_tokens"]) ?? 0
        let written = count(details?["cache_write_tokens"]) ?? 0
        let reasoning = count(usage["completion_tokens_details"]?["reasoning_tokens"]) ?? 0
        let uncached = prompt - cached - written
        let counts = [prompt, completion, cached, written, reasoning, uncached]
        let isInconsistent =
            counts.contains { !(0..<Self.mostTokens).contains($0) } || reasoning > completion
            || (count(usage["total_tokens"]).map { $0 != prompt + completion } ?? false)
        self.init(
            input: max(0, uncached),
            cachedInput: max(0, cached),
            cacheWrite: max(0, written),
            output: max(0, completion),
            reasoning: max(0, reasoning),
            isInconsistent: isInconsistent
        )
    }

    /// A stand-in when the provider reports nothing: a token for every four bytes of UTF-8, rounded up.
    static func estimated(prompt: Prompt, answer: String) -> Usage {
        let read = prompt.user.utf8.count + (prompt.system?.utf8.count ?? 0)
        return Usage(
            input: (read + 3) / 4,
            output: (answer.utf8.count + 3) / 4,
            isEstimated: true
        )
    }
}
