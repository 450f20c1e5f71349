internal import GRDB
internal import TallyCore

/// Adds up the attempts of one trial: tokens, money, waste, retries.
struct AttemptFold {
    private(set) var attempts = 0
    private(set) var unknown = 0
    private(set) var rateLimited = 0
    private(set) var retries = 0
    private(set) var estimated = 0
    private(set) var unpriced = 0
    /// Attempts on capacity that is paid by the hour: what each cost is not defined.
    private(set) var hourly = 0
    private(set) var usage = Usage.zero
    /// Of the priced attempts.
    private(set) var cost = Money.zero
    /// Of the priced attempts, what an accepted answer did not come from.
    private(set) var wasted = Money.zero
    private(set) var saved = Money.zero
    /// The cost had all prompt tokens been cached; `nil` where a price for these is unknown.
    private(set) var cachedCost: Money? = .zero
    /// Of attempts that may have been billed without usage, at estimated tokens.
    private(set) var possible = Money.zero
    /// Attempts that may have been billed, though nobody says so.
    private(set) var possibleAttempts = 0

    /// What is only perhaps billed is part of no cost, so its lack of a price makes no cost unknown.
    private mutating func addUnpriced(_ billing: Exchange.Billing?) {
        if billing == .possiblyBilled { unknown += 1 } else { unpriced += 1 }
    }

    /// Adds the attempt of a row of `TrialColumn`; its id is null when a trial had none.
    mutating func add(_ row: Row, pricing: inout AttemptPricing) {
        guard row[.attempt] as Int64? != nil else { return }
        attempts += 1
        if row[.number] as Int > 1 { retries += 1 }
        guard row[.attemptState] as String == "done" else {
            // In flight or never answered: what it cost nobody can say.
            unknown += 1
            return
        }
        let error: String? = row[.attemptError]
        if error == ErrorType.rateLimited.rawValue { rateLimited += 1 }
        let facts = AttemptFacts(trialRow: row)
        let billing = facts.billing
        guard billing != .notBilled else { return }
        if let tokens = facts.usage {
            usage = usage + tokens
            if tokens.isEstimated { estimated += 1 }
        }
        // What an imported prediction says it cost needs no price.
        if let stated = facts.stated {
            cost = cost + stated
            if error != nil { wasted = wasted + stated }
            cachedCost = nil
            return
        }
        let found = pricing.price(of: facts)
        if found.isHourly {
            hourly += 1
            return
        }
        guard let tokens = pricing.tokens(of: facts) else {
            addUnpriced(billing)
            return
        }
        guard let price = found.price, let amount = price.cost(of: tokens) else {
            addUnpriced(billing)
            return
        }
        guard billing == .billed else {
            possible = possible + amount
            possibleAttempts += 1
            return
        }
        cost = cost + amount
        if error != nil { wasted = wasted + amount }
        var cached = tokens
        (cached.input, cached.cachedInput) = (0, tokens.input + tokens.cachedInput)
        cachedCost = cachedCost.flatMap { sum in price.cost(of: cached).map { sum + $0 } }
        var uncached = tokens
        uncached.input += uncached.cachedInput
        uncached.cachedInput = 0
        if let full = price.cost(of: uncached) { saved = saved + (full - amount) }
    }
}

extension Usage {
    init?(row: Row) {
        guard let input: Int = row["input_tokens"] else { return nil }
        self.init(
            input: input,
            cachedInput: row["cached_input_tokens"] ?? 0,
            cacheWrite: row["cache_write_tokens"] ?? 0,
            cacheWriteLong: row["cache_write_long_tokens"] ?? 0,
            output: row["output_tokens"] ?? 0,
            reasoning: row["reasoning_tokens"] ?? 0,
            isEstimated: row["usage_estimated"] ?? false,
            isInconsistent: row["usage_inconsistent"] ?? false
        )
    }
}
