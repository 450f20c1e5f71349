internal import GRDB
package import TallyCore

/// A scoring is there once its own row is; scores are written before it, so one that was cut off is never shown.
extension StoreWriter {
    /// The row id of a scoring to write scores for; clears what one that was cut off left.
    package func beginScoring() throws -> Int64 {
        try transaction { database in
            try database.execute(
                sql: "DELETE FROM trial_scores WHERE scoring NOT IN (SELECT id FROM scorings)"
            )
        }
        return nextID()
    }

    /// Makes a scoring the newest of a run; `task` is what it scores by, where that is not the experiment's own.
    package func finishScoring(
        _ id: Int64,
        of run: RunRecord,
        digest: Digest,
        task: JSONValue?,
        at moment: Moment
    ) throws {
        try transaction { database in
            try database.perform(
                "INSERT INTO scorings (id, run, scorer_digest, created, task) VALUES (?, ?, ?, ?, ?)",
                [id, run.id, digest.description, moment.milliseconds, task?.jsonText]
            )
            // Of what was forgotten there is nothing left to score: it keeps the score of the run itself, and
            // another task's is no help.
            guard task == nil else { return }
            try database.perform(
                """
                INSERT INTO trial_scores (scoring, trial, document_exact, document_exact_raw,
                    annotated, right, outcomes, line_items, state, error, message, output, repairs,
                    schema_valid, reconciles)
                SELECT ?, f.trial, f.document_exact, f.document_exact_raw, f.annotated, f.right,
                    f.outcomes, f.line_items, f.state, f.error, f.message, f.output, f.repairs,
                    f.schema_valid, f.reconciles
                FROM trial_scores f JOIN trials t ON t.id = f.trial JOIN cases k ON k.id = t.case_row
                WHERE f.scoring = ? AND k.erased = 1
                """,
                [id, run.ownScoring]
            )
        }
    }
}
