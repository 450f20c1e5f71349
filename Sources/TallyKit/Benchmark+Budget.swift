internal import TallyCore

extension Benchmark {
    /// Throws `HarnessError` where dollars are bounded and a profile's are not known before it is asked.
    func checkBudget(on day: String) throws {
        guard budget.cost != nil || runBudget.cost != nil else { return }
        for profile in variants.flatMap(\.profiles)
        where profile.provider != .rules && !profile.isRecorded {
            let price = profile.expectedPriceKey.flatMap { prices.price($0, on: day) }
            let isHourly = profile.priceKey.flatMap { prices.hourPrice($0, on: day) } != nil
            guard price == nil || isHourly else { continue }
            throw HarnessError(
                .usage,
                "max_cost cannot bound \(profile.name): "
                    + (isHourly
                        ? "its capacity is paid by the hour" : "it has no price by the token")
                    + "; write one into prices.yaml, or bound max_tokens or max_time"
            )
        }
    }
}
