internal import GRDB
package import TallyCore

extension Store {
    package func forEachRequest(
        of run: RunRecord,
        _ body: (StoredRequest) throws -> Void
    ) throws {
        try read { database in
            try database.forEachAttempt(of: run) { row, own, pricing in
                try body(StoredRequest(row, own: own, pricing: &pricing))
            }
        }
    }

    package func forEachDocument(
        of run: RunRecord,
        _ body: (StoredDocument) throws -> Void
    ) throws {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT t.started, k.user, k.arrival, s.tool, c.service_us, c.before_us, c.warm_up,
                        f.document_exact, \(Schema.judged)
                    FROM trials t
                    JOIN cases k ON k.id = t.case_row
                    LEFT JOIN steps s ON s.trial = t.id
                    \(Schema.decisiveCall)
                    LEFT JOIN trial_scores f ON f.trial = t.id AND f.scoring = ?
                    WHERE t.run = ? AND t.accepted = 1
                    """,
                arguments: [run.scoring, run.id]
            )
            while let row = try rows.next() { try body(StoredDocument(row)) }
        }
    }
}

extension StoredRequest {
    /// `own` is the profile of runs that ask one alone.
    fileprivate init(_ row: Row, own: String, pricing: inout AttemptPricing) {
        let facts = AttemptFacts(row: row)
        let price = pricing.price(of: facts).price
        let isBilled = facts.billing == .billed
        let done: Int64? = row["done_us"]
        self.init(
            opened: facts.opened,
            profile: facts.profile ?? own,
            isDone: row["state"] as String == "done",
            error: (row["error"] as String?).flatMap(ErrorType.init(rawValue:)),
            service: done.flatMap { $0 > 0 ? Double($0 - (row["sent_us"] ?? 0)) / 1e6 : nil },
            usage: facts.usage,
            cost: isBilled
                ? facts.stated ?? facts.usage.flatMap { price?.cost(of: $0) } : Money.zero,
            mayBeBilled: row["state"] as String != "done" || facts.billing == .possiblyBilled
        )
    }
}

extension StoredDocument {
    fileprivate init(_ row: Row) {
        let error = (row["error"] as String?).flatMap(ErrorType.init(rawValue:))
        let service: Int64? = row["service_us"]
        let before: Int64? = row["before_us"]
        let isWarmUp: Bool = row["warm_up"] ?? false
        self.init(
            began: Moment(milliseconds: row["started"]),
            arrival: row["arrival"],
            user: row["user"],
            tool: row["tool"] ?? "extract",
            outcome: TrialOutcome(state: row["state"], error: error),
            service: service.flatMap { own in before.map { Double(own + $0) / 1e6 } },
            isDocumentExact: row["document_exact"],
            isWarmUp: isWarmUp
        )
    }
}
