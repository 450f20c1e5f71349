/// Resamples of cases, or of groups, with replacement: the same for the same seed on every platform.
///
/// A statistic is a function of column sums, one row a case or group: a mean of (sum of values, sum of weights), a ratio
/// of (cost, correct), a difference of ratios of four. Source: Efron and Tibshirani 1993, chapters 13 and 14.
package struct Bootstrap: Sendable {
    package let seed: UInt64
    package let resamples: Int

    /// Takes at least one resample; `ResampleBudget` says how many are affordable.
    package init(seed: UInt64, resamples: Int) {
        precondition(resamples > 0)
        self.seed = seed
        self.resamples = resamples
    }

    /// As many resamples as n draws each may take; `nil` beyond the budget.
    package init?(seed: UInt64, n: Int) {
        guard let resamples = ResampleBudget.resamples(n: n) else { return nil }
        self.init(seed: seed, resamples: resamples)
    }

    /// The distribution of `statistic` over resamples of `rows`; `nil` without rows or with a sum that is not finite.
    ///
    /// `n` is the number of cases behind the rows.
    package func distribution<Row: SIMD>(
        of rows: [Row],
        n: Int,
        statistic: (Row) -> Double
    ) -> BootstrapDistribution? where Row.Scalar == Double {
        let total = rows.reduce(Row.zero) { $0 + $1 }
        guard !rows.isEmpty, total.indices.allSatisfy({ total[$0].isFinite }) else { return nil }
        return BootstrapDistribution(
            value: statistic(total),
            n: n,
            replicates: sums(of: rows).map(statistic).sorted(),
            leftOut: rows.map { statistic(total - $0) }
        )
    }

    /// The sum of as many rows as there are, drawn with replacement: once for each resample.
    package func sums<Row: SIMD>(of rows: [Row]) -> [Row] where Row.Scalar == Double {
        guard !rows.isEmpty else { return [] }
        let stream = IndexStream(seed: seed, count: rows.count)
        return rows.withUnsafeBufferPointer { rows in
            (0..<resamples).map { resample in
                // Two chains of additions run side by side.
                var (sum, other) = (Row.zero, Row.zero)
                stream.forEach(resample: resample, draws: rows.count) { index in
                    sum += rows[index]
                    swap(&sum, &other)
                }
                return sum + other
            }
        }
    }

    /// How often each of `count` cases or groups is drawn, for each resample in turn.
    func forEachDraw(from count: Int, _ body: (_ times: [Int32]) -> Void) {
        guard count > 0 else { return }
        let stream = IndexStream(seed: seed, count: count)
        var times = [Int32](repeating: 0, count: count)
        for resample in 0..<resamples {
            times.withUnsafeMutableBufferPointer { times in
                times.update(repeating: 0)
                stream.forEach(resample: resample, draws: count) { times[$0] &+= 1 }
            }
            body(times)
        }
    }
}
