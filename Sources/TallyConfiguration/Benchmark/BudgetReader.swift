import TallyCore

/// Reads what an experiment may spend at most.
package enum BudgetReader {
    package static let keys = ["max_cost_usd", "max_tokens", "max_time"]

    static func read(_ cursor: Cursor) throws(ConfigurationError) -> Budget {
        let fields = try cursor.map(keys: keys)
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
