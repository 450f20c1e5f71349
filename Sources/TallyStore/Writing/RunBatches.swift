internal import GRDB
package import TallyCore

/// The batches of one run in a store.
package struct RunBatches: BatchLedger {
    private let writer: StoreWriter
    private let run: Int64
    /// What the run is called.
    package let name: String

    package init(of run: RunRecord, in writer: StoreWriter) {
        self.writer = writer
        self.run = run.id
        name = run.name
    }

    package func openBatches() throws -> [BatchRecord] {
        try writer.store.batches(of: run).filter {
            $0.state == .preparing || $0.state == .submitted
        }
    }

    package func note(_ batch: BatchRecord) throws {
        try writer.transaction { database in
            try database.perform(
                """
                INSERT INTO batches (ulid, run, state, opened, requests, file, batch, places, message)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (ulid) DO UPDATE SET state = excluded.state, file = excluded.file,
                    batch = excluded.batch, places = excluded.places, message = excluded.message
                """,
                [
                    batch.id.description, run, batch.state.rawValue, batch.opened.milliseconds,
                    batch.places.count, batch.file, batch.batch,
                    batch.places.joined(separator: "\n"), batch.message,
                ]
            )
        }
    }

    /// Notes that the answers of all batches are in the store.
    package func noteCollected() throws {
        try writer.transaction { database in
            try database.perform(
                "UPDATE batches SET state = 'collected', places = '' WHERE run = ? AND state = 'submitted'",
                [run]
            )
        }
    }
}

extension Store {
    /// The batches of a run, the oldest first.
    package func batches(of run: Int64) throws -> [BatchRecord] {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT ulid, state, opened, file, batch, places, message FROM batches
                    WHERE run = ? ORDER BY opened, ulid
                    """,
                arguments: [run]
            )
            var batches: [BatchRecord] = []
            while let row = try rows.next() {
                guard let id = ULID(row["ulid"] as String) else { continue }
                var batch = BatchRecord(
                    id: id,
                    opened: Moment(milliseconds: row["opened"]),
                    places: (row["places"] as String).split(separator: "\n").map(String.init)
                )
                batch.state = BatchRecord.State(rawValue: row["state"]) ?? .failed
                batch.file = row["file"]
                batch.batch = row["batch"]
                batch.message = row["message"]
                batches.append(batch)
            }
            return batches
        }
    }
}
