internal import GRDB
package import TallyCore

/// What was taken out of a store.
package struct Erased: Hashable, Sendable {
    /// Rows of cases; a case has one for each version of its dataset.
    package var cases = 0
    package var bodies = 0

    package init(cases: Int = 0, bodies: Int = 0) {
        self.cases = cases
        self.bodies = bodies
    }
}

extension StoreWriter {
    /// Takes everything of a case out that tells of its receipt: texts, truth, answers, messages, its very name.
    ///
    /// What was asked and what it cost, how long it took and how it was scored stays, so that sums stay true.
    package func erase(case id: String) throws -> Erased {
        try transaction { database in
            try database.execute(sql: "PRAGMA secure_delete = ON")
            let trials =
                "(SELECT t.id FROM trials t JOIN cases k ON k.id = t.case_row WHERE k.case_id = ?)"
            let attempts = "(SELECT id FROM attempts WHERE trial IN \(trials))"
            var erased = Erased()
            try database.perform("DELETE FROM bodies WHERE attempt IN \(attempts)", [id])
            erased.bodies = database.changesCount
            for sql in [
                "UPDATE attempts SET message = NULL, filters = NULL WHERE trial IN \(trials)",
                "UPDATE steps SET output = NULL WHERE trial IN \(trials)",
                "UPDATE trial_scores SET output = NULL, message = NULL WHERE trial IN \(trials)",
                "UPDATE trials SET message = NULL WHERE id IN \(trials)",
            ] { try database.perform(sql, [id]) }
            try database.perform(
                """
                UPDATE cases SET erased = 1, case_id = 'forgotten-' || id, text = NULL, image = NULL,
                    image_sha256 = NULL, expected = '{}', tags = NULL, user = NULL, arrival = NULL,
                    case_group = CASE WHEN case_group IS NULL THEN NULL ELSE 'forgotten-' || id END
                WHERE case_id = ?
                """,
                [id]
            )
            erased.cases = database.changesCount
            return erased
        }
    }

    /// Takes the bodies of answers out: of some runs, or of all when `runs` is `nil`; with `before` only of attempts
    /// opened earlier.
    package func eraseBodies(of runs: [RunRecord]?, before moment: Moment?) throws -> Erased {
        try transaction { database in
            try database.execute(sql: "PRAGMA secure_delete = ON")
            var conditions: [String] = []
            var arguments: [(any DatabaseValueConvertible)?] = []
            if let runs {
                let marks = runs.map { _ in "?" }.joined(separator: ", ")
                conditions.append("t.run IN (\(marks))")
                arguments += runs.map(\.id)
            }
            if let moment {
                conditions.append("a.opened < ?")
                arguments.append(moment.milliseconds)
            }
            let condition = conditions.isEmpty ? "1" : conditions.joined(separator: " AND ")
            try database.perform(
                """
                DELETE FROM bodies WHERE attempt IN (
                    SELECT a.id FROM attempts a JOIN trials t ON t.id = a.trial WHERE \(condition))
                """,
                StatementArguments(arguments)
            )
            return Erased(bodies: database.changesCount)
        }
    }

    /// Takes out what each experiment's own retention no longer keeps; returns the number of bodies.
    package func eraseExpiredBodies(at now: Moment) throws -> Int {
        try transaction { database in
            try database.perform(
                """
                DELETE FROM bodies WHERE attempt IN (
                    SELECT a.id FROM attempts a JOIN trials t ON t.id = a.trial
                    JOIN runs r ON r.id = t.run JOIN experiments e ON e.id = r.experiment
                    WHERE json_extract(e.config, '$.retention_days') IS NOT NULL
                        AND a.opened < ? - 86400000 * json_extract(e.config, '$.retention_days'))
                """,
                [now.milliseconds]
            )
            return database.changesCount
        }
    }

    /// Writes the whole store anew, so that nothing of what was erased is left in its free pages or its -wal.
    ///
    /// Throws where a reader keeps the old pages; what was erased is erased all the same.
    package func compact() throws {
        do {
            try vacuum()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            throw StoreError(
                .inUse,
                "\(store.path): erased, but another program that reads the store keeps old pages in "
                    + "its -wal: end it, and run this again"
            )
        } catch let error as DatabaseError {
            throw Store.translate(error, path: store.path)
        }
    }
}
