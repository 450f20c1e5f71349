internal import Synchronization
internal import TallyCore

/// Keeps all lanes of an experiment within its budget: a request in flight counts with the most it may cost.
final class Spending: Sendable {
    enum Verdict: Hashable {
        case admitted
        /// What is in flight may use up the rest, or may not: ask again.
        case wait
        /// Why nothing as dear may be sent any more.
        case exceeded(String)
    }

    private struct State {
        var spent: Spent
        var reserved = Spent.nothing
    }

    private let budget: Budget
    /// Stands before `max_cost` in reasons; empty for the experiment.
    private let name: String
    private let state: Mutex<State>
    private let elapsed: @Sendable () -> Duration

    /// `spent` is what earlier sittings spent.
    init(
        _ budget: Budget,
        of name: String = "",
        spent: Spent,
        elapsed: @escaping @Sendable () -> Duration
    ) {
        self.budget = budget
        self.name = name.isEmpty ? "" : name + "'s "
        self.elapsed = elapsed
        state = Mutex(State(spent: spent))
    }

    /// Reserves the most a request may cost, or says why not.
    func admit(_ most: Spent) -> Verdict {
        if budget.isEmpty { return .admitted }
        if let time = budget.time, elapsed() >= time {
            return .exceeded("\(name)max_time of \(Int(time.seconds.rounded(.up))) s is over")
        }
        return state.withLock { state in
            let alone = state.spent + most
            if let reason = excess(of: alone, spent: state.spent, most: most) {
                return .exceeded(reason)
            }
            guard isWithin(alone + state.reserved) else { return .wait }
            state.reserved = state.reserved + most
            return .admitted
        }
    }

    /// Puts what a request did cost in the place of what it might have; `nil` where nobody knows, which counts as the most.
    func settle(_ most: Spent, as actual: Spent?) {
        if budget.isEmpty { return }
        state.withLock { state in
            state.reserved = state.reserved - most
            state.spent = state.spent + (actual ?? most)
        }
    }

    private func isWithin(_ sum: Spent) -> Bool {
        (budget.cost.map { sum.cost <= $0 } ?? true)
            && (budget.tokens.map { sum.tokens <= $0 } ?? true)
    }

    private func excess(of sum: Spent, spent: Spent, most: Spent) -> String? {
        if let limit = budget.cost, sum.cost > limit {
            return
                "\(name)max_cost of \(text(limit)) leaves no room for a request: \(text(spent.cost)) spent, "
                + "and one may cost \(text(most.cost))"
        }
        if let limit = budget.tokens, sum.tokens > limit {
            return
                "\(name)max_tokens of \(limit) leaves no room for a request: \(spent.tokens) spent, "
                + "and one may take \(most.tokens)"
        }
        return nil
    }

    /// To the hundredth of a cent, rounded up.
    private func text(_ money: Money) -> String {
        let units = (max(0, money.nanodollars) + 99_999) / 100_000
        let digits = String(10_000 + units % 10_000).dropFirst()
        return "$\(units / 10_000).\(digits)"
    }
}

extension Spent {
    /// What an answer without a stated maximum is taken to have at most.
    private static let mostAnswer = 4096
    /// What an image is taken to need at most.
    private static let mostImage = 2000

    /// The most a request may cost: a token has at least one byte, and an answer no more than its stated maximum.
    init(mostOf prompt: Prompt, profile: Profile, price: Price?) {
        let read =
            prompt.user.utf8.count + (prompt.system?.utf8.count ?? 0)
            + (prompt.image == nil ? 0 : Self.mostImage)
        let written = min(max(profile.mostAnswerTokens ?? Self.mostAnswer, 0), 1 << 24)
        let usage = Usage(input: read, output: written)
        self.init(cost: price?.cost(of: usage) ?? .zero, tokens: read + written)
    }

    /// What an exchange did cost; `nil` where it may have been billed and nobody knows for how much.
    init?(_ exchange: Exchange, cost: Money?) {
        switch exchange.billing {
        case .notBilled: self = .nothing
        case .possiblyBilled: return nil
        case .billed:
            guard let usage = exchange.usage, let cost else { return nil }
            self.init(cost: cost, tokens: usage.prompt + usage.output)
        }
    }
}
