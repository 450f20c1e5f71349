package import TallyCore

/// How much larger a quantile of one side is than that of the other, over resampled pairs or groups of pairs.
///
/// The nearest-rank quantile of a over that of b, less 1. Source: Efron and Tibshirani 1993, chapter 8 (paired resampling).
package struct QuantileRatio: Sendable {
    private let lows: BootstrapDistribution
    private let highs: BootstrapDistribution

    /// `q` in 0..<1 with n >= 1 / (1 - q); times are > 0, an infinite one was cut off by its deadline.
    ///
    /// Where both quantiles of a resample are cut off their ratio can be anything and counts to both sides. `nil` when the
    /// sides differ in length, there are too few cases, a value is NaN or not above 0, or both quantiles are cut off. Work:
    /// `bootstrap.resamples` times the number of cases.
    package init?(
        _ q: Double,
        _ a: [Double],
        _ b: [Double],
        groups: [Int]? = nil,
        using bootstrap: Bootstrap
    ) {
        let n = a.count
        guard n == b.count, groups.map({ $0.count == n }) ?? true,
            let rank = Quantile.rank(q, n: n), (a + b).allSatisfy({ $0 > 0 })
        else { return nil }
        let (left, right) = (Ranked(a, groups: groups), Ranked(b, groups: groups))
        let value = left.values[rank - 1] / right.values[rank - 1] - 1
        guard !value.isNaN else { return nil }
        var (lows, highs): ([Double], [Double]) = ([], [])
        bootstrap.forEachDraw(from: left.unitCount) { times in
            guard let rank = Quantile.rank(q, n: left.size(times)) else { return }
            let ratio = left.value(rank, times) / right.value(rank, times) - 1
            lows.append(ratio.isNaN ? -1 : ratio)
            highs.append(ratio.isNaN ? .infinity : ratio)
        }
        guard !lows.isEmpty else { return nil }
        self.lows = BootstrapDistribution(value: value, n: n, replicates: lows.sorted())
        self.highs = BootstrapDistribution(value: value, n: n, replicates: highs.sorted())
    }

    package var value: Double { lows.value }

    package var n: Int { lows.n }

    /// The percentile interval that leaves out `alpha` on both sides together.
    package func interval(alpha: Double = Confidence.alpha) -> Estimate {
        var estimate = lows.percentile(alpha: alpha)
        let high = highs.percentile(alpha: alpha)
        estimate.high = high.high
        return estimate
    }
}
