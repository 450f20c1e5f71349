internal import TallyCore
internal import TallyStatistics

extension Estimate {
    /// Where the mean of so many other cases lies, by the sampling error of both.
    ///
    /// The half-width grows by sqrt(1 + n / m), as that of a difference of two independent means with one variance, and so
    /// far that `figures` such intervals hold together (Bonferroni).
    func predicting(_ count: Int, of figures: Int, within bounds: ClosedRange<Double>) -> Estimate {
        let freedom = max(1, n - 1)
        let together =
            Confidence.t(freedom: freedom, alpha: Confidence.alpha / Double(figures))
            / Confidence.t(freedom: freedom)
        let reach =
            max(high - value, value - low) * together
            * (1 + Double(n) / Double(count)).squareRoot()
        // A corrected mean may lie a little outside.
        let value = min(max(value, bounds.lowerBound), bounds.upperBound)
        return Estimate(
            value: value,
            low: max(bounds.lowerBound, value - reach),
            high: min(bounds.upperBound, value + reach),
            n: n,
            method: "prediction-\(method)"
        )
    }
}
