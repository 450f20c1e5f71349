import TallyCore

/// Reads a price file: for each price key one dated price or a list of them, in US dollars per million tokens.
package struct PriceReader {
    package static let fileKeys = ["source", "prices"]
    package static let keys = [
        "from", "input", "cached_input", "cache_write", "cache_write_1h", "output",
    ]

    /// The prices of one file by their keys, each list ascending by date.
    static func read(_ file: TextFile) throws(ConfigurationError) -> [String: [Price]] {
        let top = try Cursor.open(file).map(keys: fileKeys)
        _ = try top["source"]?.text()
        var entries: [String: [Price]] = [:]
        for (key, value) in try top.required("prices").members() {
            entries[key] = try prices(value)
        }
        return entries
    }

    private static func prices(_ cursor: Cursor) throws(ConfigurationError) -> [Price] {
        guard case .list = cursor.node.content else { return [try price(cursor)] }
        var prices: [Price] = []
        for element in try cursor.list() {
            let next = try price(element)
            if let last = prices.last, next.from <= last.from {
                throw element.error("dates must ascend: \(next.from) comes after \(last.from)")
            }
            prices.append(next)
        }
        guard !prices.isEmpty else { throw cursor.error("expected at least one price") }
        return prices
    }

    private static func price(_ cursor: Cursor) throws(ConfigurationError) -> Price {
        let fields = try cursor.map(keys: keys)
        let price = Price(
            from: try fields.required("from").day(),
            input: try rate(try fields.required("input")),
            cachedInput: try optionalRate(fields["cached_input"]),
            cacheWrite: try optionalRate(fields["cache_write"]),
            cacheWriteLong: try optionalRate(fields["cache_write_1h"]),
            output: try rate(try fields.required("output"))
        )
        if let cached = price.cachedInput, cached > price.input {
            throw fields.owner.error("implausible: cached_input costs more than input")
        }
        if let write = price.cacheWrite, write < price.input {
            throw fields.owner.error("implausible: cache_write costs less than input")
        }
        if let long = price.cacheWriteLong, long < price.cacheWrite ?? price.input {
            throw fields.owner.error("implausible: cache_write_1h costs less than cache_write")
        }
        return price
    }

    private static func optionalRate(_ cursor: Cursor?) throws(ConfigurationError) -> Int64? {
        guard let cursor else { return nil }
        return try rate(cursor)
    }

    /// Pico-dollars a token; a dollar per million tokens is a million of them.
    private static func rate(_ cursor: Cursor) throws(ConfigurationError) -> Int64 {
        let expected = "US dollars per million tokens"
        guard let decimal = ExactDecimal(try cursor.number(expected)) else {
            throw cursor.mismatch(expected)
        }
        if decimal.isNegative { throw cursor.error("a price cannot be negative") }
        do {
            return try decimal.integer(scaledBy: 6)
        } catch {
            switch error {
            case .tooFine:
                throw cursor.error(
                    "finer than a pico-dollar a token (6 decimals); prices are per million tokens"
                )
            case .tooLarge:
                throw cursor.error("too large; prices are US dollars per million tokens")
            }
        }
    }
}
