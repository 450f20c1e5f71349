package import TallyCore

extension PairedDifference {
    /// The nearest-rank quantile of a less that of b, with the percentile interval over resampled pairs, or groups.
    ///
    /// `q` in 0..<1 as for `Quantile.nearestRank`, with n >= 1 / (1 - q). An infinite value stands for a time cut off by
    /// its deadline: where both quantiles of a resample are cut off, their difference can be anything and counts to both
    /// sides. `nil` when the sides differ in length, there are too few cases, a value is NaN, or both quantiles are cut
    /// off. Work: `bootstrap.resamples` times the number of cases.
    package static func quantile(
        _ q: Double,
        _ a: [Double],
        _ b: [Double],
        groups: [Int]? = nil,
        using bootstrap: Bootstrap
    ) -> Estimate? {
        let n = a.count
        guard n == b.count, groups.map({ $0.count == n }) ?? true,
            let rank = Quantile.rank(q, n: n),
            !a.contains(where: \.isNaN), !b.contains(where: \.isNaN)
        else { return nil }
        let (left, right) = (Ranked(a, groups: groups), Ranked(b, groups: groups))
        let value = left.values[rank - 1] - right.values[rank - 1]
        guard !value.isNaN else { return nil }
        var (lows, highs): ([Double], [Double]) = ([], [])
        bootstrap.forEachDraw(from: left.unitCount) { times in
            let size = left.size(times)
            guard let rank = Quantile.rank(q, n: size) else { return }
            let difference = left.value(rank, times) - right.value(rank, times)
            lows.append(difference.isNaN ? -.infinity : difference)
            highs.append(difference.isNaN ? .infinity : difference)
        }
        guard !lows.isEmpty else { return nil }
        let low = BootstrapDistribution(value: value, n: n, replicates: lows.sorted())
        let high = BootstrapDistribution(value: value, n: n, replicates: highs.sorted())
        var estimate = low.percentile()
        estimate.high = high.percentile().high
        return estimate
    }
}
