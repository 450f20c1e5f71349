package import TallyCore

/// How much larger a mean is than another over the same cases: mean(a) / mean(b) - 1.
///
/// Source of the bounds: Fieller 1954, J. R. Stat. Soc. B 16:175-185. They are the ratios theta at which mean(a - theta b)
/// is just t standard errors from 0, so that a bound below 1 + m and a t bound of (1 + m) b - a above 0 say the same.
package struct RelativeChange: Sendable {
    private let a: Sample
    private let b: Sample
    private let variance: (a: Double, b: Double, both: Double)?

    /// One value a case on each side, in the same order, all finite and >= 0; `nil` otherwise, and where mean(b) is 0
    /// and mean(a) is not.
    package init?(
        _ a: [Double],
        _ b: [Double],
        weights: [Double]? = nil,
        groups: [Int]? = nil
    ) {
        guard !a.isEmpty, a.count == b.count, weights.map({ $0.count == a.count }) ?? true,
            groups.map({ $0.count == a.count }) ?? true,
            (a + b).allSatisfy({ $0.isFinite && $0 >= 0 })
        else { return nil }
        self.a = Sample(a, weights: weights, groups: groups)
        self.b = Sample(b, weights: weights, groups: groups)
        guard self.a.count > 0, self.b.mean > 0 || self.a.mean == 0 else { return nil }
        variance = Self.variances(self.a, self.b)
    }

    /// 0 where nothing costs anything on either side.
    package var value: Double { b.mean > 0 ? a.mean / b.mean - 1 : 0 }

    package var n: Int { a.count }

    /// The interval that leaves out `alpha` on both sides together.
    ///
    /// Method `fieller`, or `clustered-fieller` with groups; `exact` where every case of a is the same multiple of b's (as
    /// in a replay); infinite (`none`) with a single case, or where b is not apart from 0.
    package func interval(alpha: Double = Confidence.alpha) -> Estimate {
        guard !isExact else { return estimate(value, value, "exact") }
        guard let variance else { return estimate(-.infinity, .infinity, "none") }
        let t = Confidence.t(freedom: a.independentCount - 1, alpha: alpha)
        // (a - theta b)^2 = t^2 (v_a - 2 theta v_ab + theta^2 v_b)
        let square = t * t
        let (top, bottom) = (a.mean, b.mean)
        let p = bottom * bottom - square * variance.b
        let q = top * bottom - square * variance.both
        let r = top * top - square * variance.a
        let root = q * q - p * r
        guard p > 0, root >= 0 else { return estimate(-.infinity, .infinity, "none") }
        return estimate(
            (q - root.squareRoot()) / p - 1,
            (q + root.squareRoot()) / p - 1,
            a.groups == nil ? "fieller" : "clustered-fieller"
        )
    }

    /// Every case's a is (1 + value) b, but for rounding.
    private var isExact: Bool {
        let ratio = 1 + value
        return zip(a.values, b.values).allSatisfy { abs($0 - ratio * $1) <= 1e-12 * ($0 + $1) }
    }

    private func estimate(_ low: Double, _ high: Double, _ method: String) -> Estimate {
        Estimate(value: value, low: max(-1, low), high: high, n: n, method: method)
    }

    /// The variances of both means and their covariance, which is that of the sum less both, halved.
    private static func variances(_ a: Sample, _ b: Sample) -> (Double, Double, Double)? {
        func deviations(_ sample: Sample) -> [Double] {
            let mean = sample.mean
            return sample.values.map { $0 - mean }
        }
        let (left, right) = (deviations(a), deviations(b))
        guard let first = a.varianceOfMean(left), let second = b.varianceOfMean(right),
            let sum = a.varianceOfMean(zip(left, right).map { $0 + $1 })
        else { return nil }
        return (first, second, (sum - first - second) / 2)
    }
}
