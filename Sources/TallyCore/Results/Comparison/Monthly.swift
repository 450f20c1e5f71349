/// What a month of documents costs on both sides, three ways.
package struct Monthly: Hashable, Sendable {
    /// Of one run, in dollars a month; each is `nil` where a price is unknown.
    package struct Bill: Hashable, Sendable {
        package var asObserved: Estimate?
        /// Nothing comes from the prompt cache.
        package var uncached: Estimate?
        /// The stated share of prompt tokens comes from it; `nil` when none is stated.
        package var atStatedRate: Estimate?

        package init(asObserved: Estimate?, uncached: Estimate?, atStatedRate: Estimate?) {
            self.asObserved = asObserved
            self.uncached = uncached
            self.atStatedRate = atStatedRate
        }
    }

    /// Documents a month.
    package var volume: Double
    package var promptCacheRate: Double?
    package var baseline: Bill
    package var candidate: Bill

    package init(volume: Double, promptCacheRate: Double?, baseline: Bill, candidate: Bill) {
        self.volume = volume
        self.promptCacheRate = promptCacheRate
        self.baseline = baseline
        self.candidate = candidate
    }
}
