internal import Foundation
internal import GRDB
package import TallyCore

extension Store {
    /// Results of a run with what its model answered, in the order of their trials' rows: the first `limit` whose row
    /// comes after `trial`.
    package func storedAnswers(
        of run: RunRecord,
        after trial: Int64,
        limit: Int
    ) throws -> [StoredAnswer] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT t.id AS trial, k.*, c.profile, f.document_exact, f.document_exact_raw, f.annotated, f.right,
                        f.outcomes, f.line_items, a.status, a.finish, a.reasoning_tokens, b.size, b.deflated,
                        \(Schema.judged)
                    FROM trials t
                    JOIN cases k ON k.id = t.case_row
                    LEFT JOIN steps s ON s.trial = t.id
                    \(Schema.decisiveCall)
                    LEFT JOIN attempts a ON a.id = COALESCE(c.cached_attempt,
                        (SELECT l.id FROM attempts l WHERE l.trial = t.id AND l.call = c.id
                            ORDER BY l.number DESC LIMIT 1))
                    LEFT JOIN bodies b ON b.attempt = a.id
                    LEFT JOIN trial_scores f ON f.scoring = ? AND f.trial = t.id
                    WHERE t.run = ? AND t.accepted = 1 AND k.erased = 0 AND t.id > ?
                    ORDER BY t.id LIMIT ?
                    """,
                arguments: [run.scoring, run.id, trial, limit]
            ).map(StoredAnswer.init(row:))
        }
    }
}

extension StoredAnswer {
    fileprivate init(row: Row) throws {
        let error = (row["error"] as String?).flatMap(ErrorType.init(rawValue:))
        var body: [UInt8] = []
        if let deflated: Data = row["deflated"] {
            body = try Deflate.expand(Array(deflated), size: row["size"])
        }
        self.init(
            trial: row["trial"],
            item: try Case(row: row),
            profile: row["profile"],
            outcome: TrialOutcome(state: row["state"], error: error),
            score: try TrialScore(row: row),
            status: row["status"],
            finish: row["finish"],
            reasoningTokens: row["reasoning_tokens"] ?? 0,
            body: body,
            output: row["output"]
        )
    }
}
