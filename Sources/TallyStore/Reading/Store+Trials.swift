internal import GRDB
package import TallyCore

extension Store {
    package func forEachTrial(
        of run: RunRecord,
        pricedBy basis: CostBasis?,
        _ body: (TrialRecord) throws -> Void
    ) throws {
        try forEachFold(of: run, pricedBy: basis) { row, fold, _ in
            try body(try TrialRecord(row: row, fold: fold))
        }
    }

    package func forEachAnswer(
        of run: RunRecord,
        pricedBy basis: CostBasis?,
        _ body: (TrialAnswer) throws -> Void
    ) throws {
        let columns =
            ", k.expected, k.locale, k.tags, c.simulated,"
            + " CASE WHEN a.call = c.id THEN a.returned_model END AS decisive_model"
        try forEachFold(of: run, pricedBy: basis, columns: columns) { row, fold, model in
            try body(try TrialAnswer(row: row, fold: fold, returnedModel: model))
        }
    }

    /// Calls `body` with a row of each trial, its attempts, and, with further columns, the model its last answer names.
    private func forEachFold(
        of run: RunRecord,
        pricedBy basis: CostBasis?,
        columns: String = "",
        _ body: (Row, AttemptFold, String?) throws -> Void
    ) throws {
        try read { database in
            var pricing = try AttemptPricing(of: run, under: basis, database)
            let rows = try trialRows(database, run: run, accepted: true, columns: columns)
            var pending: (row: Row, fold: AttemptFold, model: String?)?
            while let row = try rows.next() {
                if let open = pending, open.row["id"] as Int64 != row["id"] as Int64 {
                    try body(open.row, open.fold, open.model)
                    pending = nil
                }
                var fold = pending?.fold ?? AttemptFold()
                fold.add(row, pricing: &pricing)
                var model = pending?.model
                if !columns.isEmpty, row["attempt_error"] as String? == nil {
                    model = row["decisive_model"] ?? model
                }
                pending = (pending?.row ?? row.copy(), fold, model)
            }
            if let open = pending { try body(open.row, open.fold, open.model) }
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

    package func returnedModels(of run: RunRecord) throws -> [String: Int] {
        try answers(of: run, by: "returned_model")
    }

    package func serviceTiers(of run: RunRecord) throws -> [String: Int] {
        try answers(of: run, by: "service_tier")
    }

    /// Accepted answers of a run by what their servers said in a column.
    private func answers(of run: RunRecord, by column: String) throws -> [String: Int] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT a.\(column) AS name, COUNT(*) AS answers
                    FROM attempts a JOIN trials t ON t.id = a.trial
                    WHERE t.run = ? AND t.accepted = 1 AND a.error IS NULL
                        AND a.\(column) IS NOT NULL
                    GROUP BY 1
                    """,
                arguments: [run.id]
            )
            return Dictionary(uniqueKeysWithValues: rows.map { ($0["name"], $0["answers"]) })
        }
    }

    /// One row an attempt, the attempts of a trial together.
    private func trialRows(
        _ database: Database,
        run: RunRecord,
        accepted: Bool,
        columns: String = ""
    ) throws -> RowCursor {
        try Row.fetchCursor(
            database,
            sql: """
                SELECT t.id, t.repeat, t.place, \(Schema.judged), k.position, k.case_id, k.case_group,
                    k.weight, c.source, c.stage, c.mean_logprob, c.censored,
                    c.service_us + c.before_us AS service_us, c.ttft_us + c.before_us AS ttft_us,
                    f.document_exact, f.document_exact_raw, f.annotated, f.right,
                    f.outcomes, f.line_items, a.id AS attempt_id, a.state AS attempt_state,
                    a.number, a.error AS attempt_error, a.billed, a.opened, a.price_key, a.input_tokens,
                    a.cached_input_tokens, a.cache_write_tokens, a.output_tokens,
                    a.reasoning_tokens, a.cache_write_long_tokens, a.usage_estimated,
                    a.usage_inconsistent, a.stated_nanodollars, a.profile, a.returned_model, a.service_tier,
                    c.warm_up\(columns)
                FROM trials t
                JOIN cases k ON k.id = t.case_row
                LEFT JOIN steps s ON s.trial = t.id
                \(Schema.decisiveCall)
                LEFT JOIN attempts a ON a.trial = t.id
                LEFT JOIN trial_scores f ON f.scoring = ? AND f.trial = t.id
                WHERE t.run = ? AND t.accepted = ?
                ORDER BY t.id
                """,
            arguments: [run.scoring, run.id, accepted]
        )
    }
}

extension TrialAnswer {
    fileprivate init(row: Row, fold: AttemptFold, returnedModel: String?) throws {
        let output = try (row["output"] as String?).flatMap { try JSONParser.parse($0).object }
        self.init(
            record: try TrialRecord(row: row, fold: fold),
            expected: try JSONParser.parse(row["expected"] as String).object ?? JSONObject(),
            output: output,
            locale: row["locale"],
            attempts: fold.attempts,
            returnedModel: returnedModel,
            isSimulated: row["simulated"] ?? false,
            tags: try (row["tags"] as String?).map {
                (try JSONParser.parse($0).array ?? []).compactMap(\.string)
            } ?? []
        )
    }
}

extension TrialRecord {
    fileprivate init(row: Row, fold: AttemptFold) throws {
        let error = (row["error"] as String?).flatMap(ErrorType.init(rawValue:))
        let repairs = (row["repairs"] as String?)?.split(separator: " ").map(String.init) ?? []
        let isPriced = fold.unpriced == 0 && fold.hourly == 0
        // A call that had to wait for its schema to be compiled says nothing about the model's pace.
        let isWarmUp: Bool = row["warm_up"] ?? false
        self.init(
            position: row["position"],
            caseID: row["case_id"],
            group: row["case_group"],
            weight: row["weight"],
            repeatIndex: row["repeat"],
            outcome: TrialOutcome(state: row["state"], error: error),
            score: try TrialScore(row: row),
            source: CallSource(rawValue: row["source"]) ?? .wire,
            usage: fold.usage,
            cost: isPriced ? fold.cost : nil,
            wasted: fold.wasted,
            possible: fold.possible,
            possibleAttempts: fold.possibleAttempts,
            unpricedAttempts: fold.unpriced,
            saved: isPriced ? fold.saved : nil,
            service: isWarmUp ? nil : (row["service_us"] as Int64?).map { Double($0) / 1e6 },
            isCensored: row["censored"],
            timeToFirstToken: isWarmUp ? nil : (row["ttft_us"] as Int64?).map { Double($0) / 1e6 },
            retries: fold.retries,
            rateLimited: fold.rateLimited,
            isRawValid: repairs.isEmpty,
            repairs: repairs,
            isSchemaValid: row["schema_valid"],
            meanLogprob: row["mean_logprob"],
            isEscalated: (row["stage"] as Int? ?? 0) > 0
        )
        place = row["place"]
        cachedCost = isPriced ? fold.cachedCost : nil
    }
}
