/// How a simulated model behaves; every random draw follows from the seed.
package struct Simulation: Hashable, Sendable {
    package var seed: UInt64 = 1
    /// Median seconds to the first token; individual waits are log-normal around it.
    package var timeToFirstToken = 0.3
    /// Standard deviation of the logarithm of the time to the first token.
    package var timeToFirstTokenSpread = 0.25
    package var tokensPerSecond = 80.0
    /// Chance that one field is answered wrongly, by how noisy the receipt's text is.
    package var fieldError = FieldError()
    /// The endpoint keeps prompt prefixes and reports them as cached tokens.
    package var cachesPrompts = true
    /// OpenAI's routes report what was newly kept as cache-write tokens, as newer models do.
    package var reportsCacheWrites = false
    /// Shares of requests that get a 429 with Retry-After, a 500, or an answer that stalls.
    package var rateLimitShare = 0.0
    package var serverErrorShare = 0.0
    package var stallShare = 0.0
    /// How long a stalled answer hangs, in seconds.
    package var stall = 30.0
    /// Share of answers that are cut or broken JSON.
    package var malformedShare = 0.0
    /// Median number of hidden reasoning tokens before an answer; 0 is a model that does not reason.
    package var reasoningTokens = 0
    /// Share of answers that come to nothing, for all their tokens went to reasoning.
    package var emptyAfterReasoningShare = 0.0
    /// Share of answers in which the model declines to answer.
    package var refusalShare = 0.0
    /// Share of requests that a content filter stops: half at the prompt, half in the answer.
    package var contentFilterShare = 0.0
    /// Limits of the deployment, counted for real; 0 is none.
    package var requestsPerMinute = 0
    package var tokensPerMinute = 0

    package struct FieldError: Hashable, Sendable {
        package var clean = 0.01
        package var light = 0.02
        package var heavy = 0.06

        package init() {}
    }

    package init() {}
}
