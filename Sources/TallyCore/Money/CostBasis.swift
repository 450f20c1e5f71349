/// Prices under which stored attempts are costed anew: one table, and one day for all of them.
///
/// What an experiment kept is not touched: reading under a basis answers what the same tokens would cost. Two runs
/// under one basis differ in cost by what they did, not by when they did it.
package struct CostBasis: Hashable, Sendable {
    /// How a provider serves a request, where that decides its price.
    package enum ServiceTier: String, CaseIterable, Sendable {
        case standard, batch, flex, priority
    }

    package let table: PriceTable
    /// The day whose prices hold, `YYYY-MM-DD` in UTC.
    package let day: String
    /// Where the table comes from: `built-in prices`, `prices.yaml`.
    package let source: String
    /// What if all were served by this tier; `nil` leaves each attempt its own.
    package var tier: ServiceTier?
    /// What if this share of every prompt, in millionths, came from the prompt cache; `nil` leaves the tokens as they were.
    package var cachedShare: Int64?

    package init(table: PriceTable, day: String, source: String) {
        self.table = table
        self.day = day
        self.source = source
    }

    /// For people: `built-in prices of 2026-11-24`, and what is supposed besides.
    package var name: String {
        var parts = ["\(source) of \(day)"]
        if let tier { parts.append("all \(tier.rawValue)") }
        if let cachedShare {
            parts.append(
                "\(JSONValue.number(Double(cachedShare) / 10_000).jsonText) % of prompts cached"
            )
        }
        return parts.joined(separator: ", ")
    }

    /// Equal for bases under which everything costs the same, whatever they are called.
    package var digest: Digest {
        Digest(of: [
            "day": .string(day), "prices": table.configuration, "tier": .optional(tier?.rawValue),
            "cached": .optional(cachedShare.map { Int($0) }),
        ])
    }

    /// The key that prices an attempt under this basis; `nil` when its profile names no price.
    ///
    /// It is derived anew from what was stored, for this table may know the model that answered where the
    /// experiment's did not.
    package func key(of attempt: Tariff.Stored, base: String?) -> String? {
        var facts = ServerFacts(model: attempt.model, serviceTier: tier?.rawValue ?? attempt.tier)
        facts.surcharges = Tariff.surcharges(of: attempt, base: base)
        return Tariff.key(base: base, facts: facts, in: table)
    }

    /// What tokens cost under a key; `nil` when this table does not know it on its day.
    package func price(_ key: String) -> Price? { table.price(key, on: day) }

    /// The tokens that are priced: those that were used, unless another share of the prompt is supposed to be cached.
    ///
    /// Cache writes stay as far as the rest of the prompt has room for them.
    package func supposed(_ usage: Usage) -> Usage {
        guard let cachedShare else { return usage }
        var supposed = usage
        supposed.cachedInput = Int(Int128(usage.prompt) * Int128(cachedShare) / 1_000_000)
        var rest = usage.prompt - supposed.cachedInput
        supposed.cacheWriteLong = min(usage.cacheWriteLong, rest)
        rest -= supposed.cacheWriteLong
        supposed.cacheWrite = min(usage.cacheWrite, rest)
        supposed.input = rest - supposed.cacheWrite
        return supposed
    }
}
