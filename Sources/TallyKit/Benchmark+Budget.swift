internal import TallyCore
internal import TallyStore

extension Benchmark {
    /// Throws `HarnessError` where dollars are bounded and a profile's are not known before it is asked.
    func checkBudget(on day: String) throws {
        guard budget.cost != nil else { return }
        for profile in variants.flatMap(\.profiles) where profile.provider != .rules {
            let price = profile.priceKey.flatMap { prices.price($0, on: day) }
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

extension Store {
    /// What runs spent so far; of an attempt whose end nobody knows, as much as the dearest of its run.
    func spent(of runs: [RunRecord]) throws -> Spent {
        var sum = Spent.nothing
        for run in runs {
            var dearest = Spent.nothing
            var unknown = 0
            try forEachRequest(of: run) { request in
                let tokens = request.usage.map { $0.prompt + $0.output } ?? 0
                let own = Spent(cost: request.cost ?? .zero, tokens: tokens)
                sum = sum + own
                dearest = Spent(
                    cost: max(dearest.cost, own.cost),
                    tokens: max(dearest.tokens, own.tokens)
                )
                if !request.isDone { unknown += 1 }
            }
            for _ in 0..<unknown { sum = sum + dearest }
        }
        return sum
    }
}
