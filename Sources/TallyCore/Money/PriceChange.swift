/// One difference between two price tables.
package struct PriceChange: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case new, gone, changed
    }

    /// A rate that is another now.
    package struct Rate: Hashable, Sendable {
        /// `input`, `output above 272000`, `per_hour`.
        package let name: String
        /// In the unit of the rate; `nil` where there was or is none.
        package let old: Int64?
        package let new: Int64?
        /// Digits behind the point: 6 for dollars per million tokens, 9 for dollars per hour.
        package let decimals: Int

        package init(name: String, old: Int64?, new: Int64?, decimals: Int) {
            self.name = name
            self.old = old
            self.new = new
            self.decimals = decimals
        }

        /// How much more, as a share of the old; `nil` where that is not defined.
        package var share: Double? {
            guard let old, let new, old > 0 else { return nil }
            return Double(new - old) / Double(old)
        }

        /// Ten times dearer or cheaper, or free all at once: more likely a slip than a price.
        package var isJump: Bool {
            guard let old, let new, old > 0 else { return false }
            return new >= 10 * old || new <= old / 10
        }
    }

    package let key: String
    package let kind: Kind
    /// The rates that differ; of a new key those it has, of a gone one those it had.
    package let rates: [Rate]
    /// Days on which the price changes, where only they differ.
    package let days: [String]

    /// The differences by key; what holds is compared, which is the newest price of each.
    package static func between(_ old: PriceTable, _ new: PriceTable) -> [PriceChange] {
        Set(old.keys + new.keys).sorted().compactMap { key in
            let (before, after) = (listed(key, in: old), listed(key, in: new))
            let names = (before + after).reduce(into: [String]()) {
                if !$0.contains($1.name) { $0.append($1.name) }
            }
            let rates = names.compactMap { name -> Rate? in
                let was = before.first { $0.name == name }
                let `is` = after.first { $0.name == name }
                guard was?.rate != `is`?.rate else { return nil }
                let decimals = was?.decimals ?? `is`?.decimals ?? 6
                return Rate(name: name, old: was?.rate, new: `is`?.rate, decimals: decimals)
            }
            let kind: Kind = before.isEmpty ? .new : after.isEmpty ? .gone : .changed
            let days = Set(dates(key, in: old)).symmetricDifference(dates(key, in: new)).sorted()
            guard !rates.isEmpty || !days.isEmpty else { return nil }
            return PriceChange(key: key, kind: kind, rates: rates, days: rates.isEmpty ? days : [])
        }
    }

    private static func dates(_ key: String, in table: PriceTable) -> [String] {
        (table.entries[key] ?? []).map(\.from) + (table.hours[key] ?? []).map(\.from)
    }

    /// The rates of a key's newest price by their names.
    private static func listed(
        _ key: String,
        in table: PriceTable
    ) -> [(name: String, rate: Int64, decimals: Int)] {
        if let hour = table.hours[key]?.last {
            return [("per_hour", hour.perHour, 9), ("utilisation", hour.utilisation, 6)]
        }
        guard let price = table.entries[key]?.last else { return [] }
        let tiers = price.tiers.flatMap { tier in
            tier.rates.named.map { ("\($0.name) above \(tier.above)", $0.rate, 6) }
        }
        return price.rates.named.map { ($0.name, $0.rate, 6) } + tiers
    }
}
