package import TallyCore

/// A table that lies in a run's files, and how W&B's history and summary refer to it.
package struct TableFile: Hashable, Sendable {
    /// Relative to the run's files: `media/table/predictions_12_3f....table.json`.
    package let path: String
    /// Of its bytes, 64 hexadecimal digits.
    package let sha256: String
    package let size: Int
    package let columns: Int
    package let rows: Int

    package init(path: String, sha256: String, size: Int, columns: Int, rows: Int) {
        self.path = path
        self.sha256 = sha256
        self.size = size
        self.columns = columns
        self.rows = rows
    }

    /// What stands under the table's key.
    package var reference: JSONValue {
        [
            "_type": "table-file", "sha256": .string(sha256), "size": .number(size),
            "path": .string(path), "ncols": .number(columns), "nrows": .number(rows),
            "log_mode": "IMMUTABLE",
        ]
    }
}
