/// McNemar's test of paired right-or-wrong outcomes, one trial a case: whether as many cases get better as get worse.
///
/// Under no difference the better ones among the `gained + lost` that changed are binomial with probability 1/2. Only
/// for K = 1 and independent cases; repeats and groups use `PairedDifference`.
package enum McNemar {
    /// The two-sided mid-p value: 2 P(X <= min) - P(X = min), at most 1; 1 when nothing changed.
    ///
    /// `gained` cases are right only with the candidate, `lost` ones only with the baseline; both >= 0. Source:
    /// Fagerland, Lydersen and Laake 2013, BMC Medical Research Methodology 13:91.
    package static func midP(gained: Int, lost: Int) -> Double {
        let (n, least) = changed(gained, lost)
        guard n > 0 else { return 1 }
        let tail = 2 * Binomial.cdf(least, n: n, p: 0.5)
        return min(1, tail - Binomial.probability(least, n: n, p: 0.5))
    }

    /// The exact two-sided p value: 2 P(X <= min), at most 1; never too small.
    package static func exactP(gained: Int, lost: Int) -> Double {
        let (n, least) = changed(gained, lost)
        return n == 0 ? 1 : min(1, 2 * Binomial.cdf(least, n: n, p: 0.5))
    }

    private static func changed(_ gained: Int, _ lost: Int) -> (n: Int, least: Int) {
        precondition(gained >= 0 && lost >= 0)
        return (gained + lost, min(gained, lost))
    }
}
