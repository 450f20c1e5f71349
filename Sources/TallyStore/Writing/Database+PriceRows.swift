internal import GRDB
internal import TallyCore

extension Database {
    /// Stores every price by which attempts of a benchmark's profiles may be billed.
    func insertPrices(of benchmark: Benchmark, experiment: Int64) throws {
        let table = benchmark.prices
        let bases = Set(benchmark.variants.flatMap(\.profiles).compactMap(\.priceKey))
        for key in Set(bases.flatMap(table.keys(for:))) {
            for price in table.entries[key] ?? [] { try insert(price, key, experiment) }
            for price in table.hours[key] ?? [] {
                try perform(
                    """
                    INSERT INTO hour_prices (experiment, key, from_day, per_hour, utilisation)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                    [experiment, key, price.from, price.perHour, price.utilisation]
                )
            }
        }
    }

    private func insert(_ price: Price, _ key: String, _ experiment: Int64) throws {
        try perform(
            """
            INSERT INTO prices (experiment, key, from_day, input, cached_input, cache_write,
                cache_write_long, output) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [experiment, key, price.from] + price.rates.columns
        )
        for tier in price.tiers {
            try perform(
                """
                INSERT INTO price_tiers (experiment, key, from_day, above, input, cached_input,
                    cache_write, cache_write_long, output) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [experiment, key, price.from, tier.above] + tier.rates.columns
            )
        }
    }
}

extension Rates {
    fileprivate var columns: StatementArguments {
        [input, cachedInput, cacheWrite, cacheWriteLong, output]
    }
}
