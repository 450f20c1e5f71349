/// What an experiment may spend at most; what is `nil` is not bounded.
package struct Budget: Hashable, Sendable {
    /// Of all sittings.
    package var cost: Money?
    /// Prompt and answer, of all sittings.
    package var tokens: Int?
    /// Of one sitting.
    package var time: Duration?

    package init(cost: Money? = nil, tokens: Int? = nil, time: Duration? = nil) {
        self.cost = cost
        self.tokens = tokens
        self.time = time
    }

    package var isEmpty: Bool { self == Budget() }

    /// What this one says, else what the other does.
    package func over(_ other: Budget) -> Budget {
        Budget(
            cost: cost ?? other.cost,
            tokens: tokens ?? other.tokens,
            time: time ?? other.time
        )
    }

    /// As it is stored with an experiment.
    package var configuration: JSONValue {
        [
            "max_cost_nanodollars": .optional(cost.map { String($0.nanodollars) }),
            "max_tokens": .optional(tokens), "max_time_s": .optional(time?.seconds),
        ]
    }

    /// Reads back what `configuration` wrote.
    package init(configuration: JSONValue) {
        self.init(
            cost: configuration["max_cost_nanodollars"]?.string.flatMap { Int64($0) }
                .map(Money.init(nanodollars:)),
            tokens: configuration["max_tokens"]?.integer,
            time: configuration["max_time_s"]?.double.map { .seconds($0) }
        )
    }
}

/// What was spent, or may be.
package struct Spent: Hashable, Sendable {
    package var cost: Money
    package var tokens: Int

    package static let nothing = Spent(cost: .zero, tokens: 0)

    package init(cost: Money, tokens: Int) {
        self.cost = cost
        self.tokens = tokens
    }

    package static func + (left: Spent, right: Spent) -> Spent {
        let (tokens, overflow) = left.tokens.addingReportingOverflow(right.tokens)
        return Spent(cost: left.cost + right.cost, tokens: overflow ? .max : tokens)
    }

    package static func - (left: Spent, right: Spent) -> Spent {
        Spent(cost: left.cost - right.cost, tokens: max(0, left.tokens - right.tokens))
    }
}
