package import TallyCore

/// Nearest-rank quantiles with intervals by exact binomial ranks.
package enum Quantile {
    /// The value of rank ceil(q n); `nil` unless n >= 1 / (1 - q), for then it would only be the largest value.
    ///
    /// The interval runs between two order statistics whose ranks are binomial quantiles, so that it covers at least
    /// 95 % for any distribution. A bound that no rank reaches is infinite: above, p99 needs n = 368, p95 72, p90 36.
    /// Source: Conover 1999, 3.2.
    ///
    /// `nil` also when a value is NaN; an infinite one is a time without an end.
    package static func nearestRank(
        _ q: Double,
        of values: [Double],
        alpha: Double = Confidence.alpha
    ) -> Estimate? {
        values.contains(where: \.isNaN)
            ? nil : nearestRank(q, ofSorted: values.sorted(), alpha: alpha)
    }

    /// The same of values already in ascending order.
    package static func nearestRank(
        _ q: Double,
        ofSorted values: [Double],
        alpha: Double = Confidence.alpha
    ) -> Estimate? {
        guard let rank = rank(q, n: values.count) else { return nil }
        let bounds = boundRanks(q, n: values.count, alpha: alpha)
        return Estimate(
            value: values[rank - 1],
            low: bounds.low.map { values[$0 - 1] } ?? -.infinity,
            high: bounds.high.map { values[$0 - 1] } ?? .infinity,
            n: values.count,
            method: "binomial-ranks"
        )
    }

    /// The quantile's own rank, counted from 1.
    package static func rank(_ q: Double, n: Int) -> Int? {
        guard q > 0, q < 1, n > 0, Double(n) * (1 - q) >= 1 - 1e-9 else { return nil }
        // The slack keeps 0.07 * 100 = 7.000000000000001 at rank 7.
        return min(n, max(1, Int((q * Double(n) - 1e-9).rounded(.up))))
    }

    /// The ranks of the bounds, counted from 1; `nil` where no rank is far enough out.
    ///
    /// P(value of rank r <= quantile) is P(X >= r) with X binomial (n, q).
    package static func boundRanks(
        _ q: Double,
        n: Int,
        alpha: Double = Confidence.alpha
    ) -> (low: Int?, high: Int?) {
        let tail = alpha / 2
        let low = firstRank(n) { Binomial.cdf($0 - 1, n: n, p: q) > tail } - 1
        let high = firstRank(n) { Binomial.cdf($0 - 1, n: n, p: q) >= 1 - tail }
        return (low >= 1 ? low : nil, high <= n ? high : nil)
    }

    /// The first of the ranks 1...n that satisfies a condition which holds from there on; n + 1 when none does.
    private static func firstRank(_ n: Int, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (1, n + 1)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
