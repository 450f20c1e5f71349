internal import GRDB
internal import TallyCore

extension Database {
    /// The prices an experiment was run with.
    func prices(of experiment: Int64) throws -> PriceTable {
        var table = PriceTable()
        try forEachRow(of: "prices", experiment, order: "key, from_day") { row in
            let price = Price(from: row["from_day"], rates: Rates(row: row))
            table.entries[row["key"], default: []].append(price)
        }
        try forEachRow(of: "price_tiers", experiment, order: "key, from_day, above") { row in
            let (key, day): (String, String) = (row["key"], row["from_day"])
            guard let index = table.entries[key]?.firstIndex(where: { $0.from == day }) else {
                return
            }
            table.entries[key]?[index].tiers.append(
                Price.ContextTier(above: row["above"], rates: Rates(row: row))
            )
        }
        try forEachRow(of: "hour_prices", experiment, order: "key, from_day") { row in
            let price = HourPrice(
                from: row["from_day"],
                perHour: row["per_hour"],
                utilisation: row["utilisation"]
            )
            table.hours[row["key"], default: []].append(price)
        }
        return table
    }

    private func forEachRow(
        of table: String,
        _ experiment: Int64,
        order: String,
        _ body: (Row) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            self,
            sql: "SELECT * FROM \(table) WHERE experiment = ? ORDER BY \(order)",
            arguments: [experiment]
        )
        while let row = try rows.next() { try body(row) }
    }

    /// The price keys that a run's profiles name.
    func priceBases(of run: RunRecord) throws -> PriceBases {
        let config = try String.fetchOne(
            self,
            sql: "SELECT config FROM runs WHERE id = ?",
            arguments: [run.id]
        )
        return PriceBases(variant: try config.map { try JSONParser.parse($0) } ?? .null)
    }
}

extension Rates {
    fileprivate init(row: Row) {
        self.init(
            input: row["input"],
            cachedInput: row["cached_input"],
            cacheWrite: row["cache_write"],
            cacheWriteLong: row["cache_write_long"],
            output: row["output"]
        )
    }
}
