/// What a request brought as it is kept: an exchange whose answer stands in its body alone.
package struct StoredExchange: Hashable, Sendable {
    package var status: Int?
    package var body: [UInt8]
    /// Milliseconds after the first chunk.
    package var chunkOffsets: [Int]
    package var timings: ExchangeTimings
    package var usage: Usage?
    package var facts: ServerFacts
    package var isSimulated: Bool
    package var billing: Exchange.Billing
    /// `nil` for one that was answered.
    package var error: ProviderError?
    /// The word for how the answer ended; `nil` where there is none.
    package var finish: String?

    package init(
        status: Int?,
        body: [UInt8],
        chunkOffsets: [Int] = [],
        timings: ExchangeTimings,
        usage: Usage?,
        facts: ServerFacts = ServerFacts(),
        isSimulated: Bool = false,
        billing: Exchange.Billing,
        error: ProviderError? = nil,
        finish: String? = nil
    ) {
        self.status = status
        self.body = body
        self.chunkOffsets = chunkOffsets
        self.timings = timings
        self.usage = usage
        self.facts = facts
        self.isSimulated = isSimulated
        self.billing = billing
        self.error = error
        self.finish = finish
    }

    /// The exchange again, with the answer that was read in the body.
    package func exchange(_ result: Result<Completion, ProviderError>) -> Exchange {
        Exchange(
            body: body,
            chunkOffsets: chunkOffsets,
            status: status,
            timings: timings,
            usage: usage,
            facts: facts,
            isSimulated: isSimulated,
            billing: billing,
            result: result
        )
    }
}
