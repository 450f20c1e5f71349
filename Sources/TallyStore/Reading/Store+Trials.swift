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
            let reused = try reusedRows(database, run: run)
            var nextReused = try reused.next()
            var pending: TrialFold?
            func end(_ fold: TrialFold) throws {
                var fold = fold
                while let row = nextReused {
                    let trial: Int64 = row["trial_row"]
                    guard trial <= fold.id else { break }
                    if trial == fold.id {
                        fold.add(reused: row, pricing: &pricing)
                    }
                    nextReused = try reused.next()
                }
                try body(fold)
            }
            while let row = try rows.next() {
                if let open = pending, open.id != row[.id] as Int64 {
                    try end(open)
                    pending = nil
                }
                if pending == nil { pending = try TrialFold(row, texts: &texts) }
                pending?.add(row, pricing: &pricing)
            }
            if let open = pending { try end(open) }
        }
    }

    /// One row a call of the run that was answered by an earlier attempt: that attempt, in the order of the trials.
    private func reusedRows(_ database: Database, run: RunRecord) throws -> RowCursor {
        try Row.fetchCursor(
            database,
            sql: """
                SELECT a.*, t.id AS trial_row, c.decisive, c.profile AS asked
                FROM calls c
                JOIN steps s ON s.id = c.step
                JOIN trials t ON t.id = s.trial
                JOIN attempts a ON a.id = c.cached_attempt
                WHERE c.cached_attempt IS NOT NULL AND t.run = ? AND t.accepted = 1
                ORDER BY t.id
                """,
            arguments: [run.id]
        )
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
