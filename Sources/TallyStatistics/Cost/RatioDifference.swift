internal import Foundation
package import TallyCore

/// The difference of two ratios over the same cases, such as cost per correct document of two variants.
package struct RatioDifference: Sendable {
    /// Cost and correctness of a case, on both sides, repeats averaged.
    package struct Side: Sendable {
        package var costs: [Double]
        /// Each within 0...1.
        package var correct: [Double]

        package init(costs: [Double], correct: [Double]) {
            self.costs = costs
            self.correct = correct
        }
    }

    private let a: (costs: Sample, correct: Sample)
    private let b: (costs: Sample, correct: Sample)

    /// `nil` unless all four lists are as long, not empty, finite and >= 0.
    package init?(_ a: Side, _ b: Side, weights: [Double]? = nil, groups: [Int]? = nil) {
        let n = a.costs.count
        let lists = [a.costs, a.correct, b.costs, b.correct]
        guard n > 0, lists.allSatisfy({ $0.count == n }), weights.map({ $0.count == n }) ?? true,
            groups.map({ $0.count == n }) ?? true,
            lists.joined().allSatisfy({ $0.isFinite && $0 >= 0 })
        else { return nil }
        func sample(_ values: [Double]) -> Sample {
            Sample(values, weights: weights, groups: groups)
        }
        self.a = (sample(a.costs), sample(a.correct))
        self.b = (sample(b.costs), sample(b.correct))
    }

    /// rho_A - rho_B with Var = Var[(C_A - rho_A Y_A) / mean(Y_A) - (C_B - rho_B Y_B) / mean(Y_B)] / n, t quantile.
    ///
    /// Method `delta`, as each part is the linearised ratio (Cochran 1977, 6.4), or clustered with groups. With fewer
    /// than 30 correct on a side prefer `distribution`. `nil` when neither side has anything correct; when one has not,
    /// or no variance is seen, the bounds are those of the two single ratios set against each other (`combined`).
    package func interval() -> Estimate? {
        let (left, right) = (ratio(a), ratio(b))
        guard left.isFinite || right.isFinite else { return nil }
        let parts = zip(residuals(a, left), residuals(b, right)).map { $0 - $1 }
        guard left.isFinite, right.isFinite, let variance = a.costs.varianceOfMean(parts),
            variance.squareRoot() > 1e-12 * (left + right)
        else { return combined(left - right) }
        let freedom = a.costs.independentCount - 1
        let reach = Confidence.t(freedom: freedom) * variance.squareRoot()
        let value = left - right
        return Estimate(
            value: value,
            low: value - reach,
            high: value + reach,
            n: a.costs.count,
            method: "delta"
        )
    }

    /// rho_A / rho_B - 1 with bounds on the log scale: Var(log) = Var[(C_A - rho_A Y_A) / mean(C_A) - (C_B - rho_B Y_B) /
    /// mean(C_B)] / n.
    ///
    /// Method `delta-log`; it leaves out `alpha` on both sides together. `exact` where both sides are alike in every case,
    /// or side A costs nothing; `nil` when a side has nothing correct, only side B costs nothing, or no variance is seen.
    package func relative(alpha: Double = Confidence.alpha) -> Estimate? {
        let (left, right) = (ratio(a), ratio(b))
        guard left.isFinite, right.isFinite, right > 0 || left == 0 else { return nil }
        let value = right > 0 ? left / right - 1 : 0
        func estimate(_ low: Double, _ high: Double, _ method: String) -> Estimate {
            Estimate(value: value, low: low, high: high, n: a.costs.count, method: method)
        }
        if left == 0 { return estimate(value, value, "exact") }
        if a.costs.values == b.costs.values, a.correct.values == b.correct.values {
            return estimate(0, 0, "exact")
        }
        func parts(_ side: (costs: Sample, correct: Sample), _ ratio: Double) -> [Double] {
            let cost = side.costs.mean
            return zip(side.costs.values, side.correct.values).map { ($0 - ratio * $1) / cost }
        }
        let differences = zip(parts(a, left), parts(b, right)).map { $0 - $1 }
        guard let variance = a.costs.varianceOfMean(differences), variance > 1e-24 else {
            return nil
        }
        let t = Confidence.t(freedom: a.costs.independentCount - 1, alpha: alpha)
        let factor = exp(t * variance.squareRoot())
        return estimate((1 + value) / factor - 1, (1 + value) * factor - 1, "delta-log")
    }

    /// rho_A - rho_B over resamples of cases, or groups; `nil` for a single one and when a side has nothing correct.
    ///
    /// A resample in which only one side has nothing correct is infinite; one in which both have not counts as 0.
    package func distribution(using bootstrap: Bootstrap) -> BootstrapDistribution? {
        guard a.costs.independentCount > 1, a.correct.mean > 0, b.correct.mean > 0 else {
            return nil
        }
        let pairs = zip(zip(a.costs.rows, a.correct.rows), zip(b.costs.rows, b.correct.rows))
        let rows = pairs.map { SIMD4($0.0[0], $0.1[0], $1.0[0], $1.1[0]) }
        return bootstrap.distribution(of: rows, n: a.costs.count) { sums in
            let left = sums[1] > 0 ? sums[0] / sums[1] : .infinity
            let right = sums[3] > 0 ? sums[2] / sums[3] : .infinity
            return left == right ? 0 : left - right
        }
    }

    private func ratio(_ side: (costs: Sample, correct: Sample)) -> Double {
        side.correct.mean > 0 ? side.costs.mean / side.correct.mean : .infinity
    }

    private func residuals(_ side: (costs: Sample, correct: Sample), _ ratio: Double) -> [Double] {
        let correct = side.correct.mean
        return zip(side.costs.values, side.correct.values).map { ($0 - ratio * $1) / correct }
    }

    private func combined(_ value: Double) -> Estimate? {
        func single(_ side: (costs: Sample, correct: Sample)) -> Estimate? {
            // Weights and groups of the samples are of the cases they kept.
            Ratio.interval(
                side.costs.values,
                per: side.correct.values,
                weights: side.costs.weights,
                groups: side.costs.groups
            )
        }
        guard let left = single(a), let right = single(b) else { return nil }
        return Estimate(
            value: value,
            low: left.low - right.high,
            high: left.high - right.low,
            n: a.costs.count,
            method: "combined"
        )
    }
}
