internal import TallyCore
internal import TallyStatistics

/// What a month of documents costs by the cost of a run's cases (statistics.md row 17).
struct MonthlyBill {
    let results: [CaseResult]
    /// Documents a month.
    let volume: Double

    func bill(promptCacheRate rate: Double?) -> Monthly.Bill {
        Monthly.Bill(
            asObserved: month(\.cost),
            uncached: month(\.uncachedCost),
            atStatedRate: rate.flatMap { rate in
                month { result in
                    guard let full = result.uncachedCost, let cached = result.cachedCost else {
                        return nil
                    }
                    return full + rate * (cached - full)
                }
            }
        )
    }

    /// The mean with its interval times the volume; `nil` when one case has no price.
    private func month(_ dollars: (CaseResult) -> Double?) -> Estimate? {
        let values = PairedColumns(baseline: results, candidate: results).values(dollars)
        guard !values.a.isEmpty, values.a.count == results.count else { return nil }
        if values.a.allSatisfy({ $0 == 0 }) {
            return Estimate(value: 0, low: 0, high: 0, n: values.a.count, method: "exact")
        }
        let sample = Sample(values.a, weights: values.weights, groups: values.groups)
        guard var estimate = Mean.interval(sample, bounds: 0...Double.infinity) else { return nil }
        estimate.value *= volume
        estimate.low *= volume
        estimate.high *= volume
        return estimate
    }
}
