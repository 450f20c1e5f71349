package import TallyCore

/// Intervals of a mean.
package enum Mean {
    /// The mean with a t interval; `nil` without values.
    ///
    /// SE = sqrt(s^2 / n) and n - 1 degrees of freedom, or with groups the clustered SE and G - 1 (`clustered-t`); see
    /// `Sample.varianceOfMean`. The interval keeps to `bounds`, between which every value can lie.
    ///
    /// Values that are all equal, and a single case or group, have no s^2 to go by. Then what n draws can have missed at
    /// level alpha / 2 may lie anywhere within the bounds (`clopper-pearson`: on scores of 0 or 1 it is that interval).
    /// Without finite bounds such an interval is infinite (`none`).
    ///
    /// It leaves out `alpha` on both sides together. `nil` also when a value is not finite.
    package static func interval(
        _ sample: Sample,
        bounds: ClosedRange<Double> = -Double.infinity...Double.infinity,
        alpha: Double = Confidence.alpha
    ) -> Estimate? {
        guard sample.count > 0, sample.isFinite else { return nil }
        let mean = sample.mean
        let deviations = sample.values.map { $0 - mean }
        guard !sample.isConstant, let variance = sample.varianceOfMean(deviations), variance > 0
        else { return unseen(sample, mean, bounds, alpha) }
        let freedom = sample.independentCount - 1
        let reach = Confidence.t(freedom: freedom, alpha: alpha) * variance.squareRoot()
        return Estimate(
            value: mean,
            low: max(mean - reach, bounds.lowerBound),
            high: min(mean + reach, bounds.upperBound),
            n: sample.count,
            method: sample.groups == nil ? "t" : "clustered-t"
        )
    }

    private static func unseen(
        _ sample: Sample,
        _ mean: Double,
        _ bounds: ClosedRange<Double>,
        _ alpha: Double
    ) -> Estimate {
        let missed = Confidence.missedShare(n: sample.independentCount, alpha: alpha)
        let isBounded = bounds.lowerBound.isFinite && bounds.upperBound.isFinite
        return Estimate(
            value: mean,
            low: mean == bounds.lowerBound ? mean : mean - (mean - bounds.lowerBound) * missed,
            high: mean == bounds.upperBound ? mean : mean + (bounds.upperBound - mean) * missed,
            n: sample.count,
            method: isBounded ? "clopper-pearson" : "none"
        )
    }
}
