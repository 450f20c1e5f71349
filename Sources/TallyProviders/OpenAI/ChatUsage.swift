internal import TallyCore

extension Usage {
    /// Reads the `usage` object of chat completions into disjoint buckets.
    ///
    /// `prompt_tokens` includes cached and cache-write tokens; `completion_tokens` includes reasoning.
    init?(chat usage: JSONValue) {
        guard let prompt = usage["prompt_tokens"]?.integer,
            let completion = usage["completion_tokens"]?.integer
                ?? (usage["total_tokens"] == nil ? nil : 0)
        else { return nil }
        let details = usage["prompt_tokens_details"]
        let cached = details?["cached_tokens"]?.integer ?? 0
        let written = details?["cache_write_tokens"]?.integer ?? 0
        let reasoning = usage["completion_tokens_details"]?["reasoning_tokens"]?.integer ?? 0
        let total = usage["total_tokens"]?.integer
        let uncached = prompt - cached - written
        let isInconsistent =
            [prompt, completion, cached, written, reasoning, uncached].contains { $0 < 0 }
            || reasoning > completion || (total.map { $0 != prompt + completion } ?? false)
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
