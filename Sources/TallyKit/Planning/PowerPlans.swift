package import TallyAnalysis
package import TallyCore
package import TallyStore

/// Plans comparisons from stored pilots; it reads only.
package struct PowerPlans: Sendable {
    private let selector: RunSelector

    package init(store: Store) { selector = RunSelector(store: store) }

    /// From two stored runs, the first being the baseline.
    package func plan(_ selectors: [String], _ request: PowerPlanner.Request) throws -> PowerPlan {
        let chosen = try selector.runs(selectors)
        guard chosen.count == 2 else {
            throw HarnessError(
                .usage,
                "a pilot is two runs, \(selectors.joined(separator: " ")) names \(chosen.count); or state "
                    + "--discordance without one"
            )
        }
        let prices = ComparedPrices(chosen.map(\.experiment))
        let sides = try chosen.map {
            try ComparisonSide($0, from: selector.store, pricedBy: prices.basis, flag: nil)
        }
        let differences = RunDifferences(baseline: sides[0], candidate: sides[1])
        let remarks = differences.remarks
        if let refusal = remarks.first(where: { $0.weight == .refusal }) {
            throw HarnessError(.incomparable, refusal.text)
        }
        let pairing = Pairing(sides.map(\.pairing), keeping: differences.isComparable)
        guard pairing.cases.count > 1 else {
            throw HarnessError(
                .incomparable,
                "\(sides[0].run.name) and \(sides[1].run.name) have too few cases in common to plan with"
            )
        }
        var plan = PowerPlanner(request).plan(
            baseline: sides[0].run,
            candidate: sides[1].run,
            on: pairing
        )
        plan.remarks = remarks
        return plan
    }
}
