internal import TallyCore

/// What one simulated model did so far.
package struct ModelCounters: Hashable, Sendable {
    /// Requests that named the model and were well-formed, those answered with a fault included.
    package var requests = 0
    /// Requests that were given an answer, stalled ones included.
    package var answered = 0
    package var rateLimited = 0
    package var serverErrors = 0
    package var stalled = 0
    /// Requests whose prompt or answer a content filter stopped.
    package var contentFiltered = 0
    /// Answers sent as cut or wrapped JSON.
    package var malformed = 0
    /// Answers in which the model declined.
    package var refusals = 0
    /// Answers made by the fallback because the receipt is in no dataset.
    package var unknownReceipts = 0
    package var promptTokens = 0
    /// The part of the prompt tokens reported as cached.
    package var cachedTokens = 0
    /// The part of the prompt tokens reported as written to the cache.
    package var cacheWriteTokens = 0
    /// Tokens written, reasoning included.
    package var completionTokens = 0
    package var reasoningTokens = 0

    package init() {}

    mutating func add(_ answer: Answer, _ usage: ReportedUsage, _ mishap: Mishap?) {
        switch mishap {
        case .failure:
            serverErrors += 1
            return
        case .stall: stalled += 1
        case nil: break
        }
        answered += 1
        if answer.filtered != nil { contentFiltered += 1 }
        if answer.isRefusal { refusals += 1 }
        if answer.isMalformed { malformed += 1 }
        if !answer.isKnownReceipt { unknownReceipts += 1 }
        promptTokens += usage.prompt
        cachedTokens += usage.cached
        cacheWriteTokens += usage.written
        completionTokens += usage.completion
        reasoningTokens += usage.reasoning
    }

    var json: JSONValue {
        [
            "requests": .number(requests), "answered": .number(answered),
            "faults": [
                "rate_limited": .number(rateLimited), "server_error": .number(serverErrors),
                "stalled": .number(stalled),
            ],
            "content_filtered": .number(contentFiltered), "refusals": .number(refusals),
            "malformed": .number(malformed), "unknown_receipts": .number(unknownReceipts),
            "prompt_tokens": .number(promptTokens), "cached_tokens": .number(cachedTokens),
            "cache_write_tokens": .number(cacheWriteTokens),
            "completion_tokens": .number(completionTokens),
            "reasoning_tokens": .number(reasoningTokens),
        ]
    }
}
