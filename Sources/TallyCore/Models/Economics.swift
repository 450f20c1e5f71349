/// What an answer costs its user beyond the model's bill; stated in the benchmark file.
package struct Economics: Hashable, Sendable {
    /// What makes a person look at a document.
    package enum Flag: String, Hashable, Sendable, CaseIterable {
        /// The answer did not follow the schema, or there was none.
        case schemaValid = "schema_valid"
        /// The answer's own amounts do not add up, or are too few to tell.
        case reconciles
    }

    /// Dollars for a person's look at a flagged document; `nil` when not stated.
    package var review: Double?
    /// Dollars for an error that nobody saw; `nil` when not stated.
    package var error: Double?
    /// `nil`: nothing is ever looked at.
    package var flag: Flag?
    /// Documents a month, for projections.
    package var volume: Double?
    /// Dollars a month that may be spent; `nil` when not stated.
    package var monthlyBudget: Double?
    /// The share of prompt tokens that is expected to come from the provider's prompt cache.
    package var promptCacheRate: Double?

    package init(
        review: Double? = nil,
        error: Double? = nil,
        flag: Flag? = nil,
        volume: Double? = nil,
        monthlyBudget: Double? = nil,
        promptCacheRate: Double? = nil
    ) {
        self.review = review
        self.error = error
        self.flag = flag
        self.volume = volume
        self.monthlyBudget = monthlyBudget
        self.promptCacheRate = promptCacheRate
    }
}

extension Economics {
    /// Something is stated to add to a model's bill.
    package var isCosted: Bool { review != nil || error != nil }

    /// As it is stored with an experiment.
    package var configuration: JSONValue {
        [
            "review_usd": .optional(review), "error_usd": .optional(error),
            "flag": .optional(flag?.rawValue), "documents_per_month": .optional(volume),
            "budget_usd_per_month": .optional(monthlyBudget),
            "prompt_cache_rate": .optional(promptCacheRate),
        ]
    }

    /// Reads back what `configuration` wrote; what is missing is not stated.
    package init(configuration: JSONValue) {
        self.init(
            review: configuration["review_usd"]?.double,
            error: configuration["error_usd"]?.double,
            flag: configuration["flag"]?.string.flatMap(Flag.init(rawValue:)),
            volume: configuration["documents_per_month"]?.double,
            monthlyBudget: configuration["budget_usd_per_month"]?.double,
            promptCacheRate: configuration["prompt_cache_rate"]?.double
        )
    }
}
