/// How many resamples a statistic may take: enough for its tails, and never so many that it is waited for.
package enum ResampleBudget {
    /// Resamples times draws in each.
    package static let work = 20_000_000
    package static let most = 10_000
    /// Fewer leave the 2.5 % tails to under fifty replicates.
    package static let least = 2_000

    /// Resamples for n draws each; `nil` when the least would exceed the budget (n > 10,000).
    ///
    /// Then the analytic interval stands alone, and its method says so.
    package static func resamples(n: Int) -> Int? {
        guard n > 0, n <= work / least else { return nil }
        return min(most, work / n)
    }
}
