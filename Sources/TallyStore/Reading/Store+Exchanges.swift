internal import Foundation
internal import GRDB
package import TallyCore

/// What requests brought, as it was kept.
extension Store {
    /// The newest answer kept under a key; `nil` where there is none that was kept since a moment, or its body is gone.
    package func response(
        _ key: Digest,
        since moment: Moment?
    ) throws -> (attempt: Int64, exchange: StoredExchange)? {
        try read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT a.*, b.size, b.deflated, b.chunk_offsets, (
                        SELECT MAX(c.simulated) FROM calls c WHERE c.id = a.call) AS simulated
                    FROM responses r JOIN attempts a ON a.id = r.attempt JOIN bodies b ON b.attempt = a.id
                    WHERE r.key = ? AND r.stored >= ? AND a.state = 'done'
                    """,
                arguments: [key.hex, moment?.milliseconds ?? Int64.min]
            )
            return try row.map { (attempt: $0["id"], exchange: try StoredExchange(row: $0)) }
        }
    }

    /// Calls `body` with every call of a run's results that sent something: its case, and all its attempts in order; of
    /// one that the response cache answered, the attempt whose answer it was given.
    package func forEachSentCall(of run: RunRecord, _ body: (SentCall) throws -> Void) throws {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT a.*, c.id AS call_row, b.size, b.deflated, b.chunk_offsets, c.profile AS asked, c.role,
                        c.simulated, t.repeat, t.case_row
                    FROM trials t
                    JOIN cases k ON k.id = t.case_row AND k.erased = 0
                    JOIN steps s ON s.trial = t.id
                    JOIN calls c ON c.step = s.id
                    JOIN attempts a ON a.id = c.cached_attempt OR (a.trial = t.id AND a.call = c.id)
                    LEFT JOIN bodies b ON b.attempt = a.id
                    WHERE t.run = ? AND t.accepted = 1 AND a.state = 'done'
                    ORDER BY t.id, c.id, a.number
                    """,
                arguments: [run.id]
            )
            var pending: SentCall?
            while let row = try rows.next() {
                let call: Int64 = row["call_row"]
                if let open = pending, open.call != call {
                    try body(open)
                    pending = nil
                }
                if pending == nil { pending = try SentCall(row: row, call: call, database) }
                pending?.attempts.append(try StoredExchange(row: row))
            }
            if let open = pending { try body(open) }
        }
    }
}

extension SentCall {
    fileprivate init(row: Row, call: Int64, _ database: Database) throws {
        let item = try Row.fetchOne(
            database,
            sql: "SELECT * FROM cases WHERE id = ?",
            arguments: [row["case_row"] as Int64]
        )
        self.init(
            call: call,
            item: try item.map(Case.init(row:)) ?? Case(id: "", text: nil, expected: JSONObject()),
            repeatIndex: row["repeat"],
            profile: row["asked"],
            role: CallRole(rawValue: row["role"]) ?? .answer
        )
    }
}

extension StoredExchange {
    /// From a row of `attempts` with its body, and whether its call was simulated.
    fileprivate init(row: Row) throws {
        func time(_ column: String) -> Duration? {
            (row[column] as Int64?).map { .microseconds($0) }
        }
        var body: [UInt8] = []
        if let deflated: Data = row["deflated"] {
            body = try Deflate.expand(Array(deflated), size: row["size"])
        }
        let offsets = (row["chunk_offsets"] as String?)?.split(separator: ",").compactMap {
            Int($0)
        }
        let type = (row["error"] as String?).flatMap(ErrorType.init(rawValue:))
        let status: Int? = row["status"]
        self.init(
            status: status,
            body: body,
            chunkOffsets: offsets ?? [],
            timings: ExchangeTimings(
                sent: time("sent_us"),
                firstByte: time("first_byte_us"),
                firstContent: time("first_content_us"),
                done: time("done_us") ?? .zero
            ),
            usage: Usage(row: row),
            facts: ServerFacts(attempt: row),
            isSimulated: row["simulated"] ?? false,
            billing: (row["billed"] as String?).flatMap(Exchange.Billing.init(rawValue:))
                ?? .possiblyBilled,
            error: type.map {
                ProviderError($0, row["message"] as String? ?? "", status: status)
            },
            finish: row["finish"]
        )
    }
}
