/// The tokens a model read and wrote to answer one prompt, in buckets that do not overlap.
package struct Usage: Hashable, Sendable {
    /// Tokens read at full price; those served from the provider's cache are in `cachedInput`.
    package var input: Int
    /// Tokens served from the provider's prompt cache.
    package var cachedInput: Int
    /// Tokens written to the provider's prompt cache for its usual lifetime.
    package var cacheWrite: Int
    /// Tokens written to be kept longer at a price of their own (Anthropic: an hour).
    package var cacheWriteLong: Int
    /// Tokens written, reasoning included.
    package var output: Int
    /// The part of `output` spent on reasoning: shown, never added.
    package var reasoning: Int
    /// The provider reported nothing and the counts are Tally's estimate.
    package var isEstimated: Bool
    /// The provider's counts contradict each other (a negative bucket, a total that is no sum).
    package var isInconsistent: Bool

    package static let zero = Usage()

    package init(
        input: Int = 0,
        cachedInput: Int = 0,
        cacheWrite: Int = 0,
        cacheWriteLong: Int = 0,
        output: Int = 0,
        reasoning: Int = 0,
        isEstimated: Bool = false,
        isInconsistent: Bool = false
    ) {
        self.input = input
        self.cachedInput = cachedInput
        self.cacheWrite = cacheWrite
        self.cacheWriteLong = cacheWriteLong
        self.output = output
        self.reasoning = reasoning
        self.isEstimated = isEstimated
        self.isInconsistent = isInconsistent
    }

    /// All tokens read, cached or not.
    package var prompt: Int { input + cachedInput + cacheWrite + cacheWriteLong }

    package static func + (left: Usage, right: Usage) -> Usage {
        Usage(
            input: left.input + right.input,
            cachedInput: left.cachedInput + right.cachedInput,
            cacheWrite: left.cacheWrite + right.cacheWrite,
            cacheWriteLong: left.cacheWriteLong + right.cacheWriteLong,
            output: left.output + right.output,
            reasoning: left.reasoning + right.reasoning,
            isEstimated: left.isEstimated || right.isEstimated,
            isInconsistent: left.isInconsistent || right.isInconsistent
        )
    }
}
