/// The number of successes in `n` independent trials of probability `p` each.
package enum Binomial {
    /// P(X <= k), by the incomplete beta function (source: NIST DLMF 8.17.5).
    package static func cdf(_ k: Int, n: Int, p: Double) -> Double {
        if k < 0 { return 0 }
        if k >= n { return 1 }
        return Beta.survival(p, Double(k + 1), Double(n - k))
    }
}
