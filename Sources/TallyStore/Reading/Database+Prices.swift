internal import GRDB
internal import TallyCore

extension Database {
    /// The prices an experiment was run with.
    func prices(of experiment: Int64) throws -> PriceTable {
        var table = PriceTable()
        let rows = try Row.fetchAll(
            self,
            sql: "SELECT * FROM prices WHERE experiment = ? ORDER BY key, from_day",
            arguments: [experiment]
        )
        for row in rows {
            let price = Price(
                from: row["from_day"],
                input: row["input"],
                cachedInput: row["cached_input"],
                cacheWrite: row["cache_write"],
                cacheWriteLong: row["cache_write_long"],
                output: row["output"]
            )
            table.entries[row["key"], default: []].append(price)
        }
        return table
    }
}
