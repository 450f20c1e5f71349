internal import Foundation
package import TallyCore

/// Intervals of a ratio of two sums over the same cases, such as cost per correct document.
package enum Ratio {
    /// Sum of `numerators` over sum of `denominators`, both >= 0, one of each a case; `nil` without cases.
    ///
    /// The denominators lie in 0...1 (correct or not, or the share of repeats that were). By the delta method,
    /// Var = Var(C_i - rho Y_i) / (n mean(Y)^2) (Cochran 1977, 6.4), t quantile; with groups the clustered variance. With
    /// fewer than 30 correct documents the interval is made on the log scale (`delta-log`), as the ratio is skewed.
    ///
    /// None correct: infinite, at least the mean cost over the highest rate that n failures allow
    /// (`clopper-pearson`). All cases alike: up to the mean cost over the lowest rate that n successes allow. No cost at
    /// all is exactly 0 (`exact`).
    package static func interval(
        _ numerators: [Double],
        per denominators: [Double],
        weights: [Double]? = nil,
        groups: [Int]? = nil,
        alpha: Double = Confidence.alpha
    ) -> Estimate? {
        let costs = Sample(numerators, weights: weights, groups: groups)
        let correct = Sample(denominators, weights: weights, groups: groups)
        guard costs.count > 0, costs.count == correct.count, costs.isFinite, correct.isFinite
        else { return nil }
        let (cost, rate) = (costs.mean, correct.mean)
        let missed = Confidence.missedShare(n: costs.independentCount, alpha: alpha)
        guard rate > 0 else { return noneCorrect(costs, missed) }
        let value = cost / rate
        if cost == 0 { return Estimate(value: 0, low: 0, high: 0, n: costs.count, method: "exact") }
        let residuals = zip(costs.values, correct.values).map { $0 - value * $1 }
        guard let variance = costs.varianceOfMean(residuals),
            variance.squareRoot() > 1e-12 * cost
        else {
            let lowest = rate * (1 - missed)
            return estimate(value, value, cost / lowest, costs.count, "clopper-pearson")
        }
        let t = Confidence.t(freedom: costs.independentCount - 1, alpha: alpha)
        let reach = t * variance.squareRoot() / rate
        if correct.values.reduce(0, +) < 30 {
            let factor = exp(reach / value)
            return estimate(value, value / factor, value * factor, costs.count, "delta-log")
        }
        return estimate(value, max(0, value - reach), value + reach, costs.count, "delta")
    }

    private static func noneCorrect(_ costs: Sample, _ missed: Double) -> Estimate {
        estimate(.infinity, costs.mean / missed, .infinity, costs.count, "clopper-pearson")
    }

    private static func estimate(
        _ value: Double,
        _ low: Double,
        _ high: Double,
        _ n: Int,
        _ method: String
    ) -> Estimate {
        Estimate(value: value, low: low, high: high, n: n, method: method)
    }
}
