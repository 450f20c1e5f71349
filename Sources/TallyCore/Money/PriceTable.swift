/// The dated prices of every price key, each list ascending by date.
///
/// A key is priced by the token or by the hour, never both.
package struct PriceTable: Hashable, Sendable {
    package var entries: [String: [Price]]
    package var hours: [String: [HourPrice]]

    package init(entries: [String: [Price]] = [:], hours: [String: [HourPrice]] = [:]) {
        self.entries = entries
        self.hours = hours
    }

    /// All keys in alphabetical order.
    package var keys: [String] { (Array(entries.keys) + Array(hours.keys)).sorted() }

    package func contains(_ key: String) -> Bool { entries[key] != nil || hours[key] != nil }

    /// Takes the keys of a weaker table that this one lacks, each as a whole, and tells which.
    @discardableResult
    package mutating func add(_ weaker: PriceTable) -> [String] {
        let lacking = weaker.keys.filter { !contains($0) }
        for key in lacking {
            entries[key] = weaker.entries[key]
            hours[key] = weaker.hours[key]
        }
        return lacking
    }

    /// The price of a key that holds on a day; `nil` when the table does not know one.
    ///
    /// The day is `YYYY-MM-DD` in UTC, which sorts as text.
    package func price(_ key: String, on day: String) -> Price? {
        entries[key]?.last { $0.from <= day }
    }

    /// The same of capacity that is paid by the hour.
    package func hourPrice(_ key: String, on day: String) -> HourPrice? {
        hours[key]?.last { $0.from <= day }
    }

    /// The keys by which attempts of a profile with this key may be billed: all of its provider.
    package func keys(for base: String) -> [String] {
        let prefix = Tariff.provider(of: base)
        return keys.filter {
            prefix.isEmpty ? $0 == base || $0.hasPrefix(base + "@") : $0.hasPrefix(prefix)
        }
    }
}
