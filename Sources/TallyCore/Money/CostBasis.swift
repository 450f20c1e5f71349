/// Prices under which stored attempts are costed anew: one table, and one day for all of them.
///
/// What an experiment kept is not touched: reading under a basis answers what the same tokens would cost. Two runs
/// under one basis differ in cost by what they did, not by when they did it.
package struct CostBasis: Hashable, Sendable {
    package let table: PriceTable
    /// The day whose prices hold, `YYYY-MM-DD` in UTC.
    package let day: String
    /// Where the table comes from: `built-in prices`, `prices.yaml`.
    package let source: String

    package init(table: PriceTable, day: String, source: String) {
        self.table = table
        self.day = day
        self.source = source
    }

    /// For people: `built-in prices of 2026-11-24`.
    package var name: String { "\(source) of \(day)" }

    /// Equal for bases under which everything costs the same, whatever they are called.
    package var digest: Digest { Digest(of: ["day": .string(day), "prices": table.configuration]) }

    /// The key that prices an attempt under this basis; `nil` when its profile names no price.
    ///
    /// It is derived anew from what was stored, for this table may know the model that answered where the
    /// experiment's did not.
    package func key(of attempt: Tariff.Stored, base: String?) -> String? {
        var facts = ServerFacts(model: attempt.model, serviceTier: attempt.tier)
        facts.surcharges = Tariff.surcharges(of: attempt, base: base)
        return Tariff.key(base: base, facts: facts, in: table)
    }

    /// What tokens cost under a key; `nil` when this table does not know it on its day.
    package func price(_ key: String) -> Price? { table.price(key, on: day) }
}
