/// Is the candidate worse than the baseline by less than a margin? One-sided bounds of candidate - baseline decide.
///
/// PASS when the lower bound is above -margin, FAIL when the upper one is below it, else INCONCLUSIVE. Each bound is
/// one-sided at level 1 - alpha (95 %), so that together they are the two-sided interval at 1 - 2 alpha (90 %).
package struct NonInferiority: Hashable, Sendable {
    /// Candidate less baseline.
    package let difference: Double
    package let low: Double
    package let high: Double
    /// > 0, in the units of the scores.
    package let margin: Double
    /// Cases.
    package let n: Int
    /// One-sided, of each bound.
    package let alpha: Double
    /// `tango-score`, `t`, `clustered-t`, `t-score`, `clustered-t-score` or `clopper-pearson`; see `init`.
    package let method: String
    package let verdict: Verdict

    package static let alpha = 0.05

    init(
        difference: Double,
        low: Double,
        high: Double,
        margin: Double,
        n: Int,
        alpha: Double,
        method: String,
        canPass: Bool = true
    ) {
        self.difference = difference
        self.low = low
        self.high = high
        self.margin = margin
        self.n = n
        self.alpha = alpha
        self.method = method
        verdict = Self.verdict(low: low, high: high, margin: margin, canPass: canPass)
    }

    /// The rule alone, for bounds made elsewhere.
    ///
    /// NaN decides nothing.
    package static func verdict(
        low: Double,
        high: Double,
        margin: Double,
        canPass: Bool = true
    ) -> Verdict {
        if high < -margin { return .fail }
        return canPass && low > -margin ? .pass : .inconclusive
    }
}
