internal import GRDB
package import TallyCore

extension Store {
    package func forEachAttempt(of run: RunRecord, _ body: (AttemptRecord) throws -> Void) throws {
        try read { database in
            let prices = try database.prices(of: run.experiment)
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT a.state, a.opened, a.billed, a.price_key, a.returned_model,
                        a.input_tokens, a.cached_input_tokens, a.cache_write_tokens,
                        a.cache_write_long_tokens, a.output_tokens, a.reasoning_tokens, a.usage_estimated,
                        a.usage_inconsistent
                    FROM trials t JOIN attempts a ON a.trial = t.id WHERE t.run = ?
                    """,
                arguments: [run.id]
            )
            while let row = try rows.next() { try body(AttemptRecord(row: row, prices: prices)) }
        }
    }
}

extension AttemptRecord {
    fileprivate init(row: Row, prices: PriceTable) {
        let day = Moment(milliseconds: row["opened"]).day
        let key: String? = row["price_key"]
        self.init(
            isDone: row["state"] as String == "done",
            day: day,
            billing: (row["billed"] as String?).flatMap(Exchange.Billing.init(rawValue:)),
            usage: Usage(row: row),
            priceKey: key,
            price: key.flatMap { prices.price($0, on: day) },
            returnedModel: row["returned_model"]
        )
    }
}
