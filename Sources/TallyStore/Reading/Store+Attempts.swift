internal import GRDB
package import TallyCore

extension Store {
    package func forEachAttempt(
        of run: RunRecord,
        pricedBy basis: CostBasis?,
        _ body: (AttemptRecord) throws -> Void
    ) throws {
        try read { database in
            var pricing = try AttemptPricing(of: run, under: basis, database)
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT a.state, a.profile, a.opened, a.billed, a.price_key, a.returned_model,
                        a.service_tier, a.stated_nanodollars, a.input_tokens,
                        a.cached_input_tokens, a.cache_write_tokens,
                        a.cache_write_long_tokens, a.output_tokens, a.reasoning_tokens, a.usage_estimated,
                        a.usage_inconsistent
                    FROM trials t JOIN attempts a ON a.trial = t.id WHERE t.run = ?
                    """,
                arguments: [run.id]
            )
            while let row = try rows.next() {
                let facts = AttemptFacts(row: row)
                try body(
                    AttemptRecord(
                        facts,
                        isDone: row["state"] as String == "done",
                        usage: pricing.tokens(of: facts),
                        found: pricing.price(of: facts)
                    )
                )
            }
        }
    }

    package func dearestAttempt(of run: RunRecord, pricedBy basis: CostBasis?) throws -> Money? {
        guard basis != nil else { return try dearestKept(of: run) }
        var dearest: Money?
        try forEachAttempt(of: run, pricedBy: basis) { attempt in
            guard attempt.billing == .billed, let cost = attempt.cost else { return }
            dearest = max(dearest ?? cost, cost)
        }
        return dearest
    }

    package func capacity(of run: RunRecord, pricedBy basis: CostBasis?) throws -> HourPrice? {
        try read { try AttemptPricing(of: run, under: basis, $0).capacity }
    }

    /// At the prices the experiment kept, which SQLite can tell by itself.
    private func dearestKept(of run: RunRecord) throws -> Money? {
        try read { database in
            try Int64.fetchOne(
                database,
                sql: """
                    SELECT MAX(cost_nanodollars) FROM attempt_costs
                    WHERE run = ? AND billed = 'billed'
                    """,
                arguments: [run.id]
            ).map(Money.init(nanodollars:))
        }
    }
}

extension AttemptRecord {
    fileprivate init(
        _ facts: AttemptFacts,
        isDone: Bool,
        usage: Usage?,
        found: AttemptPricing.Found
    ) {
        self.init(
            isDone: isDone,
            profile: facts.profile,
            day: facts.opened.day,
            billing: facts.billing,
            usage: usage,
            priceKey: found.key,
            price: found.price,
            isHourly: found.isHourly,
            stated: facts.stated,
            returnedModel: facts.returnedModel
        )
    }
}
