import TallyCore

/// Reads what an experiment, and each of its runs, may spend at most.
package enum BudgetReader {
    package static let runKeys = ["max_cost_usd", "max_tokens", "max_time"]
    package static let keys = runKeys + ["each"]

    /// Of the whole experiment, and of each run.
    static func read(_ cursor: Cursor) throws(ConfigurationError) -> (whole: Budget, each: Budget) {
        let fields = try cursor.map(keys: keys)
        let each = try fields["each"]?.map(keys: runKeys)
        return (try budget(fields), try each.map(budget) ?? Budget())
    }

    private static func budget(_ fields: Cursor.Fields) throws(ConfigurationError) -> Budget {
        var budget = Budget()
        if let value = fields["max_cost_usd"] {
            let dollars = try value.double(in: 0...9_000_000_000)
            budget.cost = Money(nanodollars: Int64((dollars * 1e9).rounded()))
        }
        budget.tokens = try fields["max_tokens"]?.integer(in: 0...Int.max)
        budget.time = try fields["max_time"]?.duration()
        return budget
    }
}
