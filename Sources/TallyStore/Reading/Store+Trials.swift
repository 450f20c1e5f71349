internal import GRDB
package import TallyCore

extension Store {
    package func forEachTrial(
        of run: RunRecord,
        pricedBy basis: CostBasis?,
        _ body: (TrialRecord) throws -> Void
    ) throws {
        try forEachFold(of: run, pricedBy: basis) { try body($0.record) }
    }

    package func forEachJudgedTrial(
        of run: RunRecord,
        before place: Int?,
        pricedBy basis: CostBasis?,
        _ body: (JudgedTrial) throws -> Void
    ) throws {
        try forEachFold(of: run, before: place, pricedBy: basis) { try body($0.judged) }
    }

    package func forEachAnswer(
        of run: RunRecord,
        pricedBy basis: CostBasis?,
        _ body: (TrialAnswer) throws -> Void
    ) throws {
        try forEachFold(of: run, pricedBy: basis) { try body(try $0.answer) }
    }

    /// Calls `body` with each trial once its attempts are folded in.
    private func forEachFold(
        of run: RunRecord,
        before place: Int? = nil,
        pricedBy basis: CostBasis?,
        _ body: (TrialFold) throws -> Void
    ) throws {
        try read { database in
            var pricing = try AttemptPricing(of: run, under: basis, database)
            var texts = ScoreTexts()
            let rows = try trialRows(database, run: run, accepted: true, before: place)
            var pending: TrialFold?
            while let row = try rows.next() {
                if let open = pending, open.id != row[.id] as Int64 {
                    try body(open)
                    pending = nil
                }
                if pending == nil { pending = try TrialFold(row, texts: &texts) }
                pending?.add(row, pricing: &pricing)
            }
            if let open = pending { try body(open) }
        }
    }

    package func orphanedAttempts(
        of run: RunRecord,
        pricedBy basis: CostBasis?
    ) throws -> OrphanedAttempts {
        try read { database in
            var pricing = try AttemptPricing(of: run, under: basis, database)
            var fold = AttemptFold()
            let rows = try trialRows(database, run: run, accepted: false)
            while let row = try rows.next() { fold.add(row, pricing: &pricing) }
            var orphans = OrphanedAttempts()
            orphans.attempts = fold.attempts
            orphans.unknown = fold.unknown
            orphans.cost = fold.cost
            orphans.possible = fold.possible
            orphans.possibleAttempts = fold.possibleAttempts
            orphans.unpriced = fold.unpriced
            orphans.usage = fold.usage
            orphans.rateLimited = fold.rateLimited
            orphans.retries = fold.retries
            orphans.estimated = fold.estimated
            return orphans
        }
    }

    package func requests(of run: RunRecord) throws -> Int {
        try read { database in
            try Int.fetchOne(
                database,
                sql: """
                    SELECT COUNT(*) FROM attempts a JOIN trials t ON t.id = a.trial WHERE t.run = ?
                    """,
                arguments: [run.id]
            ) ?? 0
        }
    }

    package func servers(of run: RunRecord) throws -> ServerNames {
        try read { database in
            var names = ServerNames()
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT a.returned_model, a.service_tier, COUNT(*) AS answers
                    FROM attempts a JOIN trials t ON t.id = a.trial
                    WHERE t.run = ? AND t.accepted = 1 AND a.error IS NULL
                    GROUP BY 1, 2
                    """,
                arguments: [run.id]
            )
            while let row = try rows.next() {
                let answers: Int = row["answers"]
                if let model: String = row["returned_model"] {
                    names.models[model, default: 0] += answers
                }
                if let tier: String = row["service_tier"] {
                    names.tiers[tier, default: 0] += answers
                }
            }
            return names
        }
    }

    /// One row an attempt, the attempts of a trial together.
    private func trialRows(
        _ database: Database,
        run: RunRecord,
        accepted: Bool,
        before place: Int? = nil
    ) throws -> RowCursor {
        try Row.fetchCursor(
            database,
            sql: """
                SELECT \(TrialColumn.list)
                FROM trials t
                JOIN cases k ON k.id = t.case_row
                LEFT JOIN steps s ON s.trial = t.id
                \(Schema.decisiveCall)
                LEFT JOIN attempts a ON a.trial = t.id
                LEFT JOIN trial_scores f ON f.scoring = ? AND f.trial = t.id
                WHERE t.run = ? AND t.accepted = ? AND (t.place IS NULL OR t.place < ?)
                ORDER BY t.id
                """,
            arguments: [run.scoring, run.id, accepted, place ?? Int.max]
        )
    }
}
