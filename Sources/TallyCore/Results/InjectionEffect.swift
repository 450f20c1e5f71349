/// What prompt injection on receipts does to a run's accuracy: over pairs of one receipt with and without it.
package struct InjectionEffect: Hashable, Sendable {
    package var pairs: Int
    /// Share of the receipts without injection that are exact.
    package var plain: Double
    /// Share of the same receipts with it.
    package var injected: Double
    /// Injected less plain, by pairs.
    package var difference: Estimate

    package init(pairs: Int, plain: Double, injected: Double, difference: Estimate) {
        self.pairs = pairs
        self.plain = plain
        self.injected = injected
        self.difference = difference
    }
}
