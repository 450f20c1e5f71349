/// Which entry of a price table an answered attempt is billed by.
///
/// The price of an attempt depends on the model version and the service tier that the server returned, not on what was
/// asked for. Names are matched exactly; what the table does not know stays unpriced.
package enum Tariff {
    /// Tiers at the usual price.
    private static let usual: Set<String> = ["", "default", "standard", "auto", "standard_only"]

    /// The key under which an attempt is priced; `nil` when the profile names no price.
    ///
    /// The base is the profile's own key (`openai/gpt-4o`). An entry of the returned model's version
    /// (`openai/gpt-4o-2024-05-13`) wins over it; a base that ends in a slash (`azure/`) is completed by the returned
    /// model alone. Any tier but the usual one has prices of its own
    /// (`openai/gpt-4o@priority`).
    package static func key(
        base: String?,
        model: String?,
        tier: String?,
        in table: PriceTable
    ) -> String? {
        guard let base else { return nil }
        var key = base
        if base.hasSuffix("/") {
            // Whatever is deployed there: only the answer tells.
            guard let model else { return nil }
            key += model
        } else if let model, let slash = base.lastIndex(of: "/") {
            let version = base[...slash] + model
            if version.hasPrefix(base + "-"), table.entries[String(version)] != nil {
                key = String(version)
            }
        }
        guard let tier = tier?.lowercased(), !usual.contains(tier) else { return key }
        return key + "@" + tier
    }
}

extension PriceTable {
    /// The keys by which attempts of a profile with this key may be billed.
    package func keys(for base: String) -> [String] {
        entries.keys.filter { key in
            key == base || key.hasPrefix(base + "-") || key.hasPrefix(base + "@")
                || base.hasSuffix("/") && key.hasPrefix(base)
        }.sorted()
    }
}
