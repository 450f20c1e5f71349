package import TallyCore

extension PriceTable {
    /// This table with another's prices as newer ones: what costs the same keeps its date, what does not gets one more.
    ///
    /// A price of the same day is replaced. Keys that the other lacks, or that are priced by the hour here, stay. Fails with the key whose newest price began
    /// later than the other's.
    package func dated(with newer: PriceTable) -> Result<PriceTable, LaterPrice> {
        var table = self
        for (key, prices) in newer.entries where hours[key] == nil {
            guard let next = prices.last else { continue }
            var list = entries[key] ?? []
            if let last = list.last {
                if last.rates == next.rates, last.tiers == next.tiers { continue }
                if last.from > next.from { return .failure(LaterPrice(key: key, from: last.from)) }
                if last.from == next.from { list.removeLast() }
            }
            table.entries[key] = list + [next]
        }
        return .success(table)
    }

    /// A price that began after the one that was to follow it.
    package struct LaterPrice: Error, Hashable, Sendable {
        package let key: String
        package let from: String
    }
}
