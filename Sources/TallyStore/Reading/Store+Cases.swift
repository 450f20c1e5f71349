internal import GRDB
package import TallyCore

extension Store {
    package func forEachCase(of run: RunRecord, _ body: (CaseFacts) throws -> Void) throws {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT case_id, text, image, image_sha256, expected, locale FROM cases
                    WHERE id IN (SELECT case_row FROM trials WHERE run = ?)
                    """,
                arguments: [run.id]
            )
            while let row = try rows.next() { try body(try CaseFacts(row: row)) }
        }
    }

    /// Calls `body` once for every case that has a trial in a run, in the order in which they were first run; erased ones
    /// are left out.
    package func forEachItem(of run: RunRecord, _ body: (Case) throws -> Void) throws {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT * FROM cases
                    WHERE erased = 0 AND id IN (SELECT case_row FROM trials WHERE run = ? AND accepted = 1)
                    ORDER BY id
                    """,
                arguments: [run.id]
            )
            while let row = try rows.next() { try body(try Case(row: row)) }
        }
    }
}

extension CaseFacts {
    fileprivate init(row: Row) throws {
        let image: String? = row["image_sha256"] ?? row["image"]
        let content: JSONValue = [
            .optional(row["text"] as String?), .optional(image),
            try JSONParser.parse(row["expected"] as String), .optional(row["locale"] as String?),
        ]
        self.init(id: row["case_id"], content: Digest(of: content))
    }
}
