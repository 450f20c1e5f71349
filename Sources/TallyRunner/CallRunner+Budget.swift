internal import TallyCore

/// A call within the budget of its experiment.
extension CallRunner {
    /// The most one request may cost; nothing where nothing is bounded.
    func most(of prompt: Prompt) -> Spent {
        guard !plan.budget.isEmpty || !plan.runBudget.isEmpty else { return .nothing }
        let price = endpoint.profile.expectedPriceKey.flatMap {
            lane.lane.prices.price($0, on: runner.clock.wall().day)
        }
        return Spent(mostOf: prompt, profile: endpoint.profile, price: price)
    }

    /// Within the lane's budget and the experiment's, or neither.
    private func admit(_ most: Spent) -> Spending.Verdict {
        let own = lane.spending.admit(most)
        guard own == .admitted else { return own }
        let all = runner.spending.admit(most)
        if all != .admitted { lane.spending.settle(most, as: .nothing) }
        return all
    }

    /// Puts what a request did cost in the place of the most it might have.
    func settle(_ most: Spent, as actual: Spent?) {
        lane.spending.settle(most, as: actual)
        runner.spending.settle(most, as: actual)
    }

    /// Waits until the budget has room for one more request; `false` when the lane is over first, as it is where the budget is.
    func isAffordable(_ most: Spent) async throws -> Bool {
        guard endpoint.provider.source.isBilled else { return true }
        while true {
            switch admit(most) {
            case .admitted: return true
            case .wait:
                guard await runner.clock.sleep(.milliseconds(20), unless: { lane.isOver }) else {
                    return false
                }
            case .exceeded(let reason):
                if lane.answer.state.stop(reason) {
                    runner.observer.receive(.laneStopped(lane: lane.lane.index, reason: reason))
                    try await ledger.commit([.laneStopped(run: lane.lane.run, reason: reason)])
                }
                return false
            }
        }
    }
}
