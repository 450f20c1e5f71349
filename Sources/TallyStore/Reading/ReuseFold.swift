internal import GRDB
internal import TallyCore

/// Adds up what the answers of one trial that were given again cost when they were asked for.
struct ReuseFold {
    private(set) var sum = TrialRecord.Reuse()
    /// The cost had all prompt tokens been cached; `nil` where a price for these is unknown.
    private(set) var cachedCost: Money? = .zero
    /// What the prompt cache had saved of it; `nil` where a price is unknown.
    private(set) var saved: Money? = .zero

    mutating func add(_ row: Row, pricing: inout AttemptPricing) {
        var facts = AttemptFacts(row: row)
        // It may have been another variant's: whom this run's call asked decides which of its prices holds.
        facts.profile = row["asked"]
        var one = TrialRecord.Reuse()
        one.answers = 1
        one.usage = facts.usage ?? .zero
        if let done: Int64 = row["done_us"], let sent: Int64 = row["sent_us"] {
            one.service = Double(done - sent) / 1e6
        }
        let price = pricing.price(of: facts).price
        let tokens = pricing.tokens(of: facts)
        one.cost = facts.stated ?? tokens.flatMap { price?.cost(of: $0) }
        sum = sum + one
        guard let tokens, facts.stated == nil else {
            (cachedCost, saved) = (nil, nil)
            return
        }
        var (cached, uncached) = (tokens, tokens)
        uncached.input += uncached.cachedInput
        uncached.cachedInput = 0
        saved = saved.flatMap { sum in
            price?.cost(of: uncached).flatMap { full in one.cost.map { sum + (full - $0) } }
        }
        (cached.input, cached.cachedInput) = (0, cached.input + cached.cachedInput)
        cachedCost = cachedCost.flatMap { sum in price?.cost(of: cached).map { sum + $0 } }
    }
}
