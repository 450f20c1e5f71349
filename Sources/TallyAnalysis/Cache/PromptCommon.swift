package import TallyCore

/// What all prompts of a run have in common, at their beginning and at their end.
package struct PromptCommon {
    private var first: [UInt8]?
    private var prefix = 0
    private var suffix = 0
    private var shortest = Int.max
    private var bytes = 0
    private var prompts = 0

    package init() {}

    package mutating func add(_ prompt: Prompt) {
        let text = Array((prompt.system ?? "").utf8) + Array(prompt.user.utf8)
        bytes += text.count
        prompts += 1
        shortest = min(shortest, text.count)
        guard let first else {
            self.first = text
            (prefix, suffix) = (text.count, text.count)
            return
        }
        prefix = zip(first.prefix(prefix), text).prefix { $0 == $1 }.count
        suffix = zip(first.reversed().prefix(suffix), text.reversed()).prefix { $0 == $1 }.count
    }

    /// In tokens, of which the prompts had `tokens` in all; `nil` with fewer than two prompts, or without tokens.
    package func share(ofTokens tokens: Int) -> CacheReport.PromptShare? {
        guard prompts > 1, tokens > 0, bytes > 0 else { return nil }
        let each = Double(tokens) / Double(bytes)
        return CacheReport.PromptShare(
            prefix: Double(prefix) * each,
            suffix: Double(min(suffix, shortest - prefix)) * each,
            prompt: Double(tokens) / Double(prompts)
        )
    }
}
