/// One quantity on both sides of a comparison, with its paired difference.
package struct PairedMetric: Hashable, Sendable {
    package enum Unit: String, Sendable {
        /// Between 0 and 1; the difference is in the same unit.
        case share
        /// US dollars; the difference too.
        case dollars
        /// Tokens a document; the difference too.
        case tokens
        /// Seconds; the difference too.
        case seconds
        /// Seconds; the difference is the ratio of the geometric means, less 1.
        case secondsRatio = "seconds_ratio"
    }

    package var name: String
    package var unit: Unit
    package var baseline: Double
    package var candidate: Double
    /// Candidate less baseline, with its 95 % interval.
    package var difference: Estimate
    /// The same over the baseline, less 1; `nil` where that says nothing.
    package var change: Estimate?
    /// Two-sided; `nil` where there is no test.
    package var p: Double?
    /// Adjusted for how many were looked at: Holm's for headline quantities, Benjamini and Hochberg's in tables.
    package var adjusted: Double?
    /// `mcnemar-mid-p`, `permutation`, `permutation-exact`.
    package var test: String?

    package init(
        name: String,
        unit: Unit,
        baseline: Double,
        candidate: Double,
        difference: Estimate,
        change: Estimate? = nil,
        p: Double? = nil,
        test: String? = nil
    ) {
        self.name = name
        self.unit = unit
        self.baseline = baseline
        self.candidate = candidate
        self.difference = difference
        self.change = change
        self.p = p
        self.test = test
    }
}
