internal import GRDB
package import TallyCore

extension Store {
    /// Calls `body` with what happened in a run's earlier sittings, as whoever followed it then was told.
    package func forEachEvent(
        of run: RunRecord,
        _ body: (RunEvent) throws -> Void
    ) throws {
        try read { database in
            try database.forEachAttempt(of: run) { row, own, pricing in
                let report = RunEvent.AttemptReport(row, own: own, pricing: &pricing)
                try body(.attemptFinished(lane: run.ordinal, report))
            }
            let trials = try Row.fetchCursor(
                database,
                sql: """
                    SELECT k.case_id, t.queue_us, t.total_us, f.document_exact, f.document_exact_raw, f.annotated,
                        f.right, f.outcomes, f.line_items, \(Schema.judged)
                    FROM trials t
                    JOIN cases k ON k.id = t.case_row
                    LEFT JOIN steps s ON s.trial = t.id
                    \(Schema.decisiveCall)
                    LEFT JOIN trial_scores f ON f.trial = t.id AND f.scoring = ?
                    WHERE t.run = ? AND t.accepted = 1
                    """,
                arguments: [run.scoring, run.id]
            )
            while let row = try trials.next() {
                try body(.trialFinished(lane: run.ordinal, try RunEvent.TrialReport(row)))
            }
        }
    }
}

extension Database {
    /// Calls `body` with every attempt of a run, the profile of runs that ask one alone, and what prices it.
    func forEachAttempt(
        of run: RunRecord,
        _ body: (Row, _ own: String, inout AttemptPricing) throws -> Void
    ) throws {
        var pricing = try AttemptPricing(of: run, under: nil, self)
        let rows = try Row.fetchCursor(
            self,
            sql: "SELECT a.* FROM trials t JOIN attempts a ON a.trial = t.id WHERE t.run = ?",
            arguments: [run.id]
        )
        let own = run.profiles.first ?? ""
        while let row = try rows.next() { try body(row, own, &pricing) }
    }
}

extension RunEvent.AttemptReport {
    /// `own` is the profile of runs that ask one alone.
    fileprivate init(_ row: Row, own: String, pricing: inout AttemptPricing) {
        let facts = AttemptFacts(row: row)
        let found = pricing.price(of: facts)
        let isBilled = facts.billing == .billed
        let cost = facts.stated ?? facts.usage.flatMap { found.price?.cost(of: $0) }
        func time(_ column: String) -> Duration? {
            (row[column] as Int64?).map { .microseconds($0) }
        }
        let timings = ExchangeTimings(sent: time("sent_us"), done: time("done_us") ?? .zero)
        self.init(
            error: (row["error"] as String?).flatMap(ErrorType.init(rawValue:)),
            usage: facts.usage,
            cost: isBilled ? cost : .zero,
            service: timings.isMeasured ? timings.service : nil,
            firstToken: time("first_content_us").map { $0 - (timings.sent ?? .zero) },
            profile: facts.profile ?? own,
            number: row["number"],
            isHourly: found.isHourly,
            isLost: row["state"] as String != "done",
            returnedModel: row["returned_model"]
        )
    }
}

extension RunEvent.TrialReport {
    fileprivate init(_ row: Row) throws {
        let error = (row["error"] as String?).flatMap(ErrorType.init(rawValue:))
        self.init(
            caseID: row["case_id"],
            outcome: TrialOutcome(state: row["state"], error: error),
            score: try TrialScore(row: row),
            queueWait: .microseconds((row["queue_us"] as Int64?) ?? 0),
            total: .microseconds((row["total_us"] as Int64?) ?? 0)
        )
    }
}
