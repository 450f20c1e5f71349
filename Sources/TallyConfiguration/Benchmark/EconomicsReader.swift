import TallyCore

/// Reads what mistakes and reviews cost a benchmark's user, and how many documents there are.
package enum EconomicsReader {
    package static let keys = [
        "review_usd", "error_usd", "flag", "documents_per_month", "budget_usd_per_month",
        "prompt_cache_rate",
    ]

    static func read(_ cursor: Cursor) throws(ConfigurationError) -> Economics {
        let fields = try cursor.map(keys: keys)
        var economics = Economics()
        let amount = 0...Double.greatestFiniteMagnitude
        economics.review = try fields["review_usd"]?.double(in: amount)
        economics.error = try fields["error_usd"]?.double(in: amount)
        economics.flag = try fields["flag"]?.choice(of: Economics.Flag.allCases)
        economics.volume = try fields["documents_per_month"]?.double(in: amount)
        economics.promptCacheRate = try fields["prompt_cache_rate"]?.double(in: 0...1)
        if let budget = fields["budget_usd_per_month"] {
            economics.monthlyBudget = try budget.double(in: amount)
            guard economics.monthlyBudget != 0 else { throw budget.error("expected more than 0") }
            guard economics.volume != nil else {
                throw budget.error("a budget without documents_per_month; write how many there are")
            }
        }
        if let flag = fields["flag"], economics.review == nil {
            throw flag.error(
                "a flag without review_usd; write what a person's look costs, 0 perhaps"
            )
        }
        if let review = fields["review_usd"], economics.flag == nil {
            let words = Economics.Flag.allCases.map(\.rawValue).joined(separator: " or ")
            throw review.error(
                "review_usd without a flag; write what makes a person look: \(words)"
            )
        }
        return economics
    }
}
