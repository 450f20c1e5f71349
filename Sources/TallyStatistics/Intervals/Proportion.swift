internal import Foundation
package import TallyCore

/// Intervals of a rate.
package enum Proportion {
    /// Wilson's score interval of independent successes; `nil` when n is 0.
    ///
    /// Source: Wilson 1927; Brown, Cai and DasGupta 2001.
    package static func wilson(
        successes: Int,
        n: Int,
        alpha: Double = Confidence.alpha
    ) -> Estimate? {
        guard n > 0, (0...n).contains(successes) else { return nil }
        let rate = Double(successes) / Double(n)
        return wilson(rate: rate, effectiveN: Double(n), n: n, method: "wilson", alpha: alpha)
    }

    /// The exact interval, never too short (source: Clopper and Pearson 1934, by beta quantiles).
    package static func clopperPearson(successes: Int, n: Int) -> Estimate? {
        guard n > 0, (0...n).contains(successes) else { return nil }
        let (hits, misses) = (Double(successes), Double(n - successes))
        let tail = Confidence.alpha / 2
        return Estimate(
            value: hits / Double(n),
            low: successes == 0 ? 0 : Beta.quantile(tail, hits, misses + 1),
            high: successes == n ? 1 : Beta.quantile(1 - tail, hits + 1, misses),
            n: n,
            method: "clopper-pearson"
        )
    }

    /// The rate of scores between 0 and 1, one a case; `nil` without cases.
    ///
    /// Scores of 0 and 1 without weights and groups get Wilson's interval. Otherwise (repeats averaged within a case,
    /// weights, groups) Wilson's with the effective n = p (1 - p) / SE^2 of `Sample.varianceOfMean`, shrunk by
    /// (t(n - 1) / t(G - 1))^2 for few groups as in Korn and Graubard 1998; method `wilson-effective`. It never exceeds
    /// `trials`, the trials behind the scores (default: one a case). Where no variance is seen, n is the number of
    /// cases, or of groups. `nil` also when a score is not finite.
    package static func interval(
        _ sample: Sample,
        trials: Int? = nil,
        alpha: Double = Confidence.alpha
    ) -> Estimate? {
        guard sample.count > 0, sample.isFinite else { return nil }
        let successes = sample.values.count { $0 == 1 }
        let isBinary = sample.values.allSatisfy { $0 == 0 || $0 == 1 }
        if isBinary, sample.weights == nil, sample.groups == nil {
            return wilson(successes: successes, n: sample.count, alpha: alpha)
        }
        let rate = min(max(sample.mean, 0), 1)
        return wilson(
            rate: rate,
            effectiveN: effectiveN(sample, rate, trials: trials ?? sample.count),
            n: sample.count,
            method: "wilson-effective",
            alpha: alpha
        )
    }

    private static func effectiveN(_ sample: Sample, _ rate: Double, trials: Int) -> Double {
        let independent = Double(sample.independentCount)
        let deviations = sample.values.map { $0 - rate }
        guard !sample.isConstant, let variance = sample.varianceOfMean(deviations), variance > 0
        else { return independent }
        let ratio =
            Confidence.t(freedom: max(1, sample.count - 1))
            / Confidence.t(freedom: sample.independentCount - 1)
        return min(rate * (1 - rate) / variance * ratio * ratio, Double(max(trials, sample.count)))
    }

    private static func wilson(
        rate: Double,
        effectiveN n: Double,
        n count: Int,
        method: String,
        alpha: Double
    ) -> Estimate {
        let z = Normal.quantile(1 - alpha / 2)
        let square = z * z
        let centre = (rate + square / (2 * n)) / (1 + square / n)
        let inner = rate * (1 - rate) / n + square / (4 * n * n)
        let reach = z * inner.squareRoot() / (1 + square / n)
        return Estimate(
            value: rate,
            low: rate == 0 ? 0 : max(0, centre - reach),
            high: rate == 1 ? 1 : min(1, centre + reach),
            n: count,
            method: method
        )
    }
}
