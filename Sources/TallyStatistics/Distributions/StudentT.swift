internal import Foundation

/// Student's t distribution; `freedom` is its degrees of freedom, > 0 and not always whole.
package enum StudentT {
    /// Source: NIST DLMF 8.17 with x = freedom / (freedom + t^2).
    package static func cdf(_ t: Double, freedom: Double) -> Double {
        if t.isInfinite { return t < 0 ? 0 : 1 }
        let square = t * t
        // The form with the smaller argument keeps its digits.
        let tail =
            square > freedom
            ? Beta.cdf(freedom / (freedom + square), freedom / 2, 0.5) / 2
            : Beta.survival(square / (freedom + square), 0.5, freedom / 2) / 2
        return t < 0 ? tail : 1 - tail
    }

    /// The t whose probability below is `p`; infinite at 0 and 1.
    package static func quantile(_ p: Double, freedom: Double) -> Double {
        guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
        if freedom > 1e10 { return Normal.quantile(p) }
        let tail = 2 * min(p, 1 - p)
        let magnitude: Double
        if tail < 0.5 {
            let x = Beta.quantile(tail, freedom / 2, 0.5)
            magnitude = (freedom * (1 - x) / x).squareRoot()
        } else {
            let y = Beta.quantile(1 - tail, 0.5, freedom / 2)
            magnitude = (freedom * y / (1 - y)).squareRoot()
        }
        return p < 0.5 ? -magnitude : magnitude
    }
}
