internal import Foundation

/// The number of successes in `n` independent trials of probability `p` each.
package enum Binomial {
    /// P(X <= k), by the incomplete beta function (source: NIST DLMF 8.17.5).
    package static func cdf(_ k: Int, n: Int, p: Double) -> Double {
        if k < 0 { return 0 }
        if k >= n { return 1 }
        return Beta.survival(p, Double(k + 1), Double(n - k))
    }

    /// P(X = k), to about 14 digits (source: Loader 2000).
    package static func probability(_ k: Int, n: Int, p: Double) -> Double {
        guard (0...max(0, n)).contains(k), n >= 0 else { return 0 }
        if p <= 0 || p >= 1 { return (p <= 0 ? k == 0 : k == n) ? 1 : 0 }
        if k == 0 || k == n {
            return exp(k == 0 ? Double(n) * log1p(-p) : Double(n) * log(p))
        }
        let (x, size) = (Double(k), Double(n))
        let exponent =
            Stirling.error(size) - Stirling.error(x) - Stirling.error(size - x)
            - Stirling.deviance(x, mean: size * p)
            - Stirling.deviance(size - x, mean: size * (1 - p))
        return exp(exponent) * (size / (2 * .pi * x * (size - x))).squareRoot()
    }
}
