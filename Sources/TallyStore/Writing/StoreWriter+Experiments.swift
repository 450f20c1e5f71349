internal import GRDB
package import TallyCore

extension StoreWriter {
    /// Stores an experiment, its prices and its runs in one transaction; returns its row id.
    package func create(_ new: NewExperiment) throws -> Int64 {
        let experiment = nextID()
        try transaction { database in
            let dataset = try database.dataset(new.dataset)
            try database.perform(
                """
                INSERT INTO experiments (id, ulid, key, name, state, dataset, cases, config,
                    provenance, created) VALUES (?, ?, ?, ?, 'running', ?, ?, ?, ?, ?)
                """,
                [
                    experiment, new.ulid.description, new.key.description, new.benchmark.name,
                    dataset, new.dataset.cases, new.benchmark.configuration.jsonText,
                    new.provenance.jsonText, new.created.milliseconds,
                ]
            )
            try database.insertPrices(of: new.benchmark, experiment: experiment)
            for (ordinal, run) in new.runs.enumerated() {
                try insert(run, ordinal: ordinal, experiment: experiment, at: new.created, database)
            }
        }
        return experiment
    }

    private func insert(
        _ run: NewRun,
        ordinal: Int,
        experiment: Int64,
        at created: Moment,
        _ database: Database
    ) throws {
        let row = nextID()
        let names = run.variant.profiles.map { JSONValue.string($0.name) }
        try database.perform(
            """
            INSERT INTO runs (id, ulid, experiment, ordinal, key, name, profiles, config, state,
                planned, simulated, imported, recorded, started)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?, ?, ?)
            """,
            [
                row, run.ulid.description, experiment, ordinal, run.key.description,
                run.variant.name, JSONValue.array(names).jsonText,
                run.variant.configuration.jsonText, run.planned, run.variant.isSimulated,
                run.isImported, run.variant.isRecorded,
                created.milliseconds,
            ]
        )
        try database.perform(
            "INSERT INTO scorings (id, run, scorer_digest, created) VALUES (?, ?, ?, ?)",
            [nextID(), row, run.scorerDigest.description, created.milliseconds]
        )
    }

    /// The dataset's row id, which is part of its cases' row ids.
    package func datasetRow(_ identity: DatasetIdentity) throws -> Int64 {
        try transaction { try $0.dataset(identity) }
    }

    /// Adds the time a lane worked to its run.
    package func add(wall: Duration, to run: RunRecord) throws {
        try transaction { database in
            try database.perform(
                "UPDATE runs SET wall_us = wall_us + ? WHERE id = ?",
                [wall.microseconds, run.id]
            )
        }
    }

    /// Marks a run finished for now and stores its totals.
    package func close(_ run: RunRecord, summary: RunSummary, at moment: Moment) throws {
        try transaction { database in
            try database.perform(
                "UPDATE runs SET state = ?, ended = ? WHERE id = ?",
                [summary.state.rawValue, moment.milliseconds, run.id]
            )
            try database.perform(
                """
                INSERT OR REPLACE INTO run_totals (run, scoring, scored, failed, document_exact,
                    field_accuracy, cost_nanodollars, p50_s) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    run.id, run.scoring, summary.trials.scored + summary.trials.parseFailed,
                    summary.trials.failed, summary.documentExact?.value,
                    summary.fieldAccuracy?.value, summary.cost.total?.nanodollars,
                    summary.latency.p50?.value,
                ]
            )
        }
    }

    /// Marks an experiment finished for now.
    package func close(experiment: Int64, state: RunSummary.State, at moment: Moment) throws {
        try transaction { database in
            try database.perform(
                "UPDATE experiments SET state = ?, ended = ? WHERE id = ?",
                [state.rawValue, moment.milliseconds, experiment]
            )
        }
    }

    /// Prepares an experiment for more work.
    ///
    /// Attempts without an outcome become `unknown`, their trials pending; stop reasons and totals are cleared. With
    /// `retriesErrors` what the infrastructure failed no longer counts: its rows stay, what it cost is waste.
    package func reopen(experiment: Int64, retriesErrors: Bool = false) throws {
        try transaction { database in
            if retriesErrors {
                try database.execute(
                    sql: """
                        UPDATE trials SET accepted = 0 WHERE accepted = 1 AND state = 'failed'
                            AND run IN (SELECT id FROM runs WHERE experiment = ?)
                        """,
                    arguments: [experiment]
                )
            }
            try database.execute(
                sql: """
                    UPDATE attempts SET state = 'unknown', billed = 'possibly_billed'
                    WHERE state = 'sent' AND trial IN (
                        SELECT t.id FROM trials t JOIN runs r ON r.id = t.run
                        WHERE r.experiment = ?)
                    """,
                arguments: [experiment]
            )
            try database.execute(
                sql: """
                    UPDATE trials SET state = 'pending' WHERE state = 'running'
                        AND run IN (SELECT id FROM runs WHERE experiment = ?)
                    """,
                arguments: [experiment]
            )
            try database.execute(
                sql: "UPDATE runs SET state = 'running', stop_reason = NULL WHERE experiment = ?",
                arguments: [experiment]
            )
            try database.execute(
                sql:
                    "DELETE FROM run_totals WHERE run IN (SELECT id FROM runs WHERE experiment = ?)",
                arguments: [experiment]
            )
        }
    }
}

extension Database {
    fileprivate func dataset(_ identity: DatasetIdentity) throws -> Int64 {
        try perform(
            "INSERT OR IGNORE INTO datasets (digest, name, version) VALUES (?, ?, ?)",
            [identity.digest, identity.name, identity.version]
        )
        return try Int64.fetchOne(
            self,
            sql: "SELECT id FROM datasets WHERE digest = ?",
            arguments: [identity.digest]
        ) ?? 0
    }
}
