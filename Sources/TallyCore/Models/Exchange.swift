/// When the parts of one request happened, on the monotonic clock, as time since the request was handed over.
package struct ExchangeTimings: Hashable, Sendable {
    /// The request head left; `nil` when no connection was made.
    package var sent: Duration?
    /// The first byte of the response head arrived.
    package var firstByte: Duration?
    /// The first chunk with content arrived; `nil` when the answer was not streamed.
    package var firstContent: Duration?
    /// The last byte arrived, or the attempt was given up.
    package var done: Duration

    package init(
        sent: Duration? = nil,
        firstByte: Duration? = nil,
        firstContent: Duration? = nil,
        done: Duration
    ) {
        self.sent = sent
        self.firstByte = firstByte
        self.firstContent = firstContent
        self.done = done
    }

    /// Service time: request head left to last byte.
    package var service: Duration { done - (sent ?? .zero) }

    /// Something was timed: what was held back or answered in a batch has no times.
    package var isMeasured: Bool { done > .zero }

    /// Time to the first content, measured from the request head; `nil` when not streamed.
    package var timeToFirstToken: Duration? { firstContent.map { $0 - (sent ?? .zero) } }
}

/// A model's whole answer.
package struct Completion: Hashable, Sendable {
    package enum FinishReason: Hashable, Sendable {
        case stop, length, contentFilter, refusal
        case other(String)
    }

    package var text: String
    package var finish: FinishReason
    /// Of the logarithms of its tokens' probabilities; `nil` when the endpoint told none.
    package var meanLogprob: Double?

    package init(text: String, finish: FinishReason, meanLogprob: Double? = nil) {
        self.text = text
        self.finish = finish
        self.meanLogprob = meanLogprob
    }
}

extension Completion.FinishReason {
    /// The word an attempt's row carries: OpenAI's own, where it has one.
    package var name: String {
        switch self {
        case .stop: "stop"
        case .length: "length"
        case .contentFilter: "content_filter"
        case .refusal: "refusal"
        case .other(let name): name
        }
    }

    /// Reads the word back.
    package init(name: String) {
        switch name {
        case "stop": self = .stop
        case "length": self = .length
        case "content_filter": self = .contentFilter
        case "refusal": self = .refusal
        default: self = .other(name)
        }
    }
}

/// Everything one request brought back, also when it failed: a billed failure keeps its bytes and usage.
package struct Exchange: Sendable {
    /// The response body: as received, or for a complete well-formed stream the reassembled answer as JSON.
    package var body: [UInt8]
    /// Of a stream: milliseconds after the first chunk at which each content chunk arrived.
    package var chunkOffsets: [Int]
    package var status: Int?
    package var timings: ExchangeTimings
    package var usage: Usage?
    /// What the server told about the answer besides the answer.
    package var facts: ServerFacts
    /// The server said that it only simulates.
    package var isSimulated: Bool
    package var billing: Billing
    package var result: Result<Completion, ProviderError>

    package enum Billing: String, Sendable {
        case billed
        case notBilled = "not_billed"
        /// The provider may charge for it without reporting usage (a cut stream, a 408, a filtered prompt).
        case possiblyBilled = "possibly_billed"
    }

    package init(
        body: [UInt8] = [],
        chunkOffsets: [Int] = [],
        status: Int? = nil,
        timings: ExchangeTimings,
        usage: Usage? = nil,
        facts: ServerFacts = ServerFacts(),
        isSimulated: Bool = false,
        billing: Billing,
        result: Result<Completion, ProviderError>
    ) {
        self.body = body
        self.chunkOffsets = chunkOffsets
        self.status = status
        self.timings = timings
        self.usage = usage
        self.facts = facts
        self.isSimulated = isSimulated
        self.billing = billing
        self.result = result
    }
}
