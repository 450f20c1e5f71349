internal import GRDB
package import TallyCore

extension Store: ResultStore {
    package func experiments() throws -> [ExperimentRecord] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT e.*, d.name AS dataset_name, d.version AS dataset_version, d.digest
                    FROM experiments e JOIN datasets d ON d.id = e.dataset
                    ORDER BY e.created DESC, e.id DESC
                    """
            ).map(ExperimentRecord.init(row:))
        }
    }

    /// One experiment by its row id.
    package func experiment(_ id: Int64) throws -> ExperimentRecord {
        guard let found = try experiments().first(where: { $0.id == id }) else {
            throw StoreError(.damaged, "\(path): experiment \(id) is missing")
        }
        return found
    }

    package func totals(of run: RunRecord) throws -> RunTotals? {
        try read { database in
            try Row.fetchOne(
                database,
                sql: "SELECT * FROM run_totals WHERE run = ? AND scoring = ?",
                arguments: [run.id, run.scoring]
            ).map { row in
                RunTotals(
                    scored: row["scored"],
                    failed: row["failed"],
                    documentExact: row["document_exact"],
                    fieldAccuracy: row["field_accuracy"],
                    cost: (row["cost_nanodollars"] as Int64?).map(Money.init(nanodollars:)),
                    medianService: row["p50_s"]
                )
            }
        }
    }

    package func runs(of experiment: Int64) throws -> [RunRecord] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT r.*, g.id AS scoring, g.task AS task, g.scorer_digest,
                        (SELECT MAX(o.id) FROM scorings o WHERE o.run = r.id AND o.task IS NULL)
                            AS own_scoring
                    FROM runs r JOIN scorings g
                        ON g.id = (SELECT MAX(m.id) FROM scorings m WHERE m.run = r.id)
                    WHERE experiment = ? ORDER BY ordinal
                    """,
                arguments: [experiment]
            ).map(RunRecord.init(row:))
        }
    }

    package func resultDigest(of runs: [RunRecord]) throws -> Digest {
        var lines: [String] = []
        for run in runs {
            try read { database in
                let rows = try Row.fetchCursor(
                    database,
                    sql: """
                        SELECT k.case_id, t.repeat, f.outcomes, \(Schema.judged)
                        FROM trials t
                        JOIN cases k ON k.id = t.case_row
                        JOIN steps s ON s.trial = t.id
                        \(Schema.decisiveCall)
                        LEFT JOIN trial_scores f ON f.trial = t.id AND f.scoring = ?
                        WHERE t.run = ? AND t.accepted = 1
                        """,
                    arguments: [run.scoring, run.id]
                )
                while let row = try rows.next() {
                    let output: String? = row["output"]
                    let value: JSONValue = [
                        .string(run.key), .string(row["case_id"]), .number(row["repeat"] as Int),
                        .string(row["state"]), .optional(row["error"] as String?),
                        try output.map { try JSONParser.parse($0) } ?? .null,
                        .optional(row["outcomes"] as String?),
                    ]
                    lines.append(Digest(of: value).hex)
                }
            }
        }
        return Digest(of: lines.sorted().joined(separator: "\n"))
    }

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do {
            return try pool.read(body)
        } catch let error as DatabaseError {
            throw Self.translate(error, path: path)
        }
    }
}

extension ExperimentRecord {
    fileprivate init(row: Row) throws {
        self.init(
            id: row["id"],
            ulid: row["ulid"],
            key: row["key"],
            name: row["name"],
            state: row["state"],
            dataset: DatasetIdentity(
                name: row["dataset_name"],
                version: row["dataset_version"],
                digest: row["digest"],
                cases: row["cases"]
            ),
            configuration: try JSONParser.parse(row["config"] as String),
            provenance: try JSONParser.parse(row["provenance"] as String),
            created: Moment(milliseconds: row["created"])
        )
    }
}

extension RunRecord {
    fileprivate init(row: Row) throws {
        let profiles = try JSONParser.parse(row["profiles"] as String).array ?? []
        self.init(
            id: row["id"],
            ulid: row["ulid"],
            experiment: row["experiment"],
            ordinal: row["ordinal"],
            key: row["key"],
            name: row["name"],
            profiles: profiles.compactMap(\.string),
            state: row["state"],
            stopReason: row["stop_reason"],
            planned: row["planned"],
            isSimulated: row["simulated"],
            isImported: row["imported"],
            isRecorded: row["recorded"],
            started: Moment(milliseconds: row["started"]),
            wall: Double(row["wall_us"] as Int64) / 1e6,
            scoring: row["scoring"],
            ownScoring: row["own_scoring"],
            task: try (row["task"] as String?).map { try JSONParser.parse($0) },
            scorerDigest: row["scorer_digest"]
        )
    }
}
