internal import GRDB
package import TallyCore

/// What a resume asks before it sends anything.
extension Store {
    /// How many trials of an experiment the infrastructure failed.
    package func failedTrials(of experiment: Int64) throws -> Int {
        try read { database in
            try Int.fetchOne(
                database,
                sql: """
                    SELECT COUNT(*) FROM trials t JOIN runs r ON r.id = t.run
                    WHERE r.experiment = ? AND t.accepted = 1 AND t.state = 'failed'
                    """,
                arguments: [experiment]
            ) ?? 0
        }
    }

    /// The (position, repeat) pairs of a run that have a result, for a resume.
    package func finishedTrials(of run: RunRecord) throws -> Set<TrialSlot> {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT k.position, t.repeat FROM trials t JOIN cases k ON k.id = t.case_row
                    WHERE t.run = ? AND t.accepted = 1
                    """,
                arguments: [run.id]
            )
            var slots: Set<TrialSlot> = []
            while let row = try rows.next() {
                slots.insert(TrialSlot(position: row["position"], repeatIndex: row["repeat"]))
            }
            return slots
        }
    }
}
