internal import GRDB

extension StoreWriter {
    /// Keeps at most `size` answers for later requests, those used last; the results they belong to stay.
    package func keepResponses(_ size: Int) throws {
        try transaction { database in
            try database.perform(
                """
                DELETE FROM responses WHERE key IN (
                    SELECT key FROM responses ORDER BY used DESC, key LIMIT -1 OFFSET ?)
                """,
                [size]
            )
        }
    }
}
