import TallyCore

/// Reads a price file: for each price key one dated price or a list of them, in US dollars per million tokens or per
/// hour.
package struct PriceReader {
    package static let fileKeys = ["source", "prices"]
    package static let keys = rateKeys + ["from", "tiers", "batch", "per_hour", "utilisation"]
    package static let tierKeys = rateKeys + ["above"]
    static let rateKeys = ["input", "cached_input", "cache_write", "cache_write_1h", "output"]
    /// The mark of a key that prices batches.
    static let batchMark = "@batch"

    /// The prices of one file.
    static func read(_ file: TextFile) throws(ConfigurationError) -> PriceTable {
        let top = try Cursor.open(file).map(keys: fileKeys)
        _ = try top["source"]?.text()
        let members = try top.required("prices").members()
        let written = Set(members.map(\.key))
        var table = PriceTable()
        for (key, value) in members {
            let dated = try read(value)
            let prices = dated.compactMap(\.price)
            guard prices.count == dated.count else {
                guard prices.isEmpty else {
                    throw value.error("priced by the token and by the hour; give each a key")
                }
                table.hours[key] = dated.compactMap(\.hour)
                continue
            }
            table.entries[key] = prices
            let batches = dated.compactMap(\.batch)
            guard !batches.isEmpty else { continue }
            if written.contains(key + batchMark) {
                throw value.error("both batch and the key \(quoted(key + batchMark)); write one")
            }
            table.entries[key + batchMark] = batches
        }
        return table
    }

    /// What one dated element of a file holds: a price by the token, perhaps another for batches, or one by the hour.
    private struct Dated {
        var from: String
        var price: Price?
        var batch: Price?
        var hour: HourPrice?
    }

    private static func read(_ cursor: Cursor) throws(ConfigurationError) -> [Dated] {
        guard case .list = cursor.node.content else { return [try dated(cursor)] }
        var prices: [Dated] = []
        for element in try cursor.list() {
            let next = try dated(element)
            if let last = prices.last, next.from <= last.from {
                throw element.error("dates must ascend: \(next.from) comes after \(last.from)")
            }
            prices.append(next)
        }
        guard !prices.isEmpty else { throw cursor.error("expected at least one price") }
        return prices
    }

    private static func dated(_ cursor: Cursor) throws(ConfigurationError) -> Dated {
        let fields = try cursor.map(keys: keys)
        let from = try fields.required("from").day()
        if let perHour = fields["per_hour"] {
            return Dated(from: from, hour: try hourPrice(perHour, fields, from: from))
        }
        if let utilisation = fields["utilisation"] {
            throw utilisation.error("only a price per_hour has a utilisation")
        }
        let price = Price(from: from, rates: try rates(fields), tiers: try tiers(fields["tiers"]))
        guard let share = fields["batch"] else { return Dated(from: from, price: price) }
        return Dated(from: from, price: price, batch: try batch(share, of: price))
    }

    private static func hourPrice(
        _ perHour: Cursor,
        _ fields: Cursor.Fields,
        from: String
    ) throws(ConfigurationError) -> HourPrice {
        for key in rateKeys + ["tiers", "batch"] {
            if let field = fields[key] {
                throw field.error("a price per_hour has no price of tokens; give each a key")
            }
        }
        let utilisation = try fields.required("utilisation")
        let share = try utilisation.exact("a share above 0, at most 1", scaledBy: 6)
        guard (1...HourPrice.whole).contains(share) else {
            throw utilisation.mismatch("a share above 0, at most 1")
        }
        return HourPrice(
            from: from,
            perHour: try perHour.exact("US dollars per hour", scaledBy: 9),
            utilisation: share
        )
    }

    private static func rates(_ fields: Cursor.Fields) throws(ConfigurationError) -> Rates {
        func optional(_ key: String) throws(ConfigurationError) -> Int64? {
            guard let field = fields[key] else { return nil }
            return try rate(field)
        }
        let rates = Rates(
            input: try rate(try fields.required("input")),
            cachedInput: try optional("cached_input"),
            cacheWrite: try optional("cache_write"),
            cacheWriteLong: try optional("cache_write_1h"),
            output: try rate(try fields.required("output"))
        )
        if let fault = rates.contradiction { throw fields.owner.error("implausible: \(fault)") }
        return rates
    }

    private static func tiers(
        _ cursor: Cursor?
    ) throws(ConfigurationError) -> [Price.ContextTier] {
        var tiers: [Price.ContextTier] = []
        for element in try cursor?.list() ?? [] {
            let fields = try element.map(keys: tierKeys)
            let above = try fields.required("above").integer(in: 1...1_000_000_000)
            if let last = tiers.last, above <= last.above {
                throw element.error("lengths must ascend: \(above) comes after \(last.above)")
            }
            tiers.append(Price.ContextTier(above: above, rates: try rates(fields)))
        }
        return tiers
    }

    private static func batch(
        _ cursor: Cursor,
        of price: Price
    ) throws(ConfigurationError) -> Price {
        let share = try cursor.exact("a share above 0, at most 1", scaledBy: 6)
        guard (1...1_000_000).contains(share) else {
            throw cursor.mismatch("a share above 0, at most 1")
        }
        guard let batch = price.scaled(byMillionths: share) else {
            throw cursor.error(
                "a rate times this is finer than a pico-dollar a token; write the key with "
                    + "\(batchMark) and its rates"
            )
        }
        return batch
    }

    /// Pico-dollars a token; a dollar per million tokens is a million of them.
    private static func rate(_ cursor: Cursor) throws(ConfigurationError) -> Int64 {
        let expected = "US dollars per million tokens"
        return try cursor.exact(
            expected,
            scaledBy: 6,
            tooFine: "finer than a pico-dollar a token (6 decimals); prices are per million tokens"
        )
    }
}

extension Cursor {
    /// A number of at least 0 with at most `power` decimals, as that many tens of it.
    fileprivate func exact(
        _ expected: String,
        scaledBy power: Int,
        tooFine: String? = nil
    ) throws(ConfigurationError) -> Int64 {
        guard let decimal = ExactDecimal(try number(expected)) else { throw mismatch(expected) }
        if decimal.isNegative { throw error("a price cannot be negative") }
        do {
            return try decimal.integer(scaledBy: power)
        } catch {
            switch error {
            case .tooFine: throw self.error(tooFine ?? "at most \(power) decimals")
            case .tooLarge: throw self.error("too large; prices are \(expected)")
            }
        }
    }
}
