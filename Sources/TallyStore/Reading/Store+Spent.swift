package import TallyCore

extension Store {
    /// What runs spent so far; of an attempt that nobody knows the bill of, as much as the dearest of its run.
    package func spent(of runs: [RunRecord]) throws -> Spent {
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
                if request.mayBeBilled || request.cost == nil { unknown += 1 }
            }
            for _ in 0..<unknown { sum = sum + dearest }
        }
        return sum
    }
}
