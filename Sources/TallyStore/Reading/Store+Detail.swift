internal import Foundation
internal import GRDB
package import TallyCore

extension Store {
    package func trials(of run: RunRecord, case id: String) throws -> [TrialDetail] {
        try read { database in
            let prices = try database.prices(of: run.experiment)
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT k.*, t.id AS trial, t.repeat, t.accepted, \(Schema.judged),
                        c.profile, c.source, c.service_us + c.before_us AS service_us, c.ttft_us + c.before_us AS ttft_us, c.simulated, c.warm_up, f.document_exact,
                        f.document_exact_raw, f.annotated, f.right, f.outcomes, f.line_items
                    FROM trials t
                    JOIN cases k ON k.id = t.case_row
                    LEFT JOIN steps s ON s.trial = t.id
                    \(Schema.decisiveCall)
                    LEFT JOIN trial_scores f ON f.scoring = ? AND f.trial = t.id
                    WHERE t.run = ? AND k.case_id = ?
                    ORDER BY t.repeat, t.id
                    """,
                arguments: [run.scoring, run.id, id]
            )
            return try rows.map { row in
                var detail = try TrialDetail(row: row, run: run)
                detail.attempts = try attempts(of: row["trial"], prices: prices, database)
                detail.calls = try calls(of: row["trial"], database)
                return detail
            }
        }
    }

    private func calls(of trial: Int64, _ database: Database) throws -> [TrialDetail.Call] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT c.* FROM steps s JOIN calls c ON c.step = s.id WHERE s.trial = ?
                ORDER BY s.ordinal, c.id
                """,
            arguments: [trial]
        ).map(TrialDetail.Call.init(row:))
    }

    private func attempts(
        of trial: Int64,
        prices: PriceTable,
        _ database: Database
    ) throws -> [TrialDetail.Attempt] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT a.*, b.size, b.deflated FROM attempts a
                LEFT JOIN bodies b ON b.attempt = a.id WHERE a.trial = ? ORDER BY a.id
                """,
            arguments: [trial]
        ).map { row in
            var body: [UInt8] = []
            if let deflated: Data = row["deflated"] {
                body = try Deflate.expand(Array(deflated), size: row["size"])
            }
            var attempt = TrialDetail.Attempt(
                ulid: row["ulid"],
                number: row["number"],
                state: row["state"],
                opened: Moment(milliseconds: row["opened"]),
                body: body
            )
            attempt.call = row["call"]
            attempt.profile = row["profile"]
            attempt.read(row)
            if let key = attempt.priceKey {
                attempt.price = prices.price(key, on: attempt.opened.day)
            }
            return attempt
        }
    }
}

extension TrialDetail.Call {
    fileprivate init(row: Row) {
        self.init(
            id: row["id"],
            profile: row["profile"],
            role: row["role"],
            isDecisive: row["decisive"]
        )
        service = (row["service_us"] as Int64?).map { Double($0) / 1e6 }
        isSchemaValid = row["schema_valid"]
        reconciles = row["reconciles"]
        meanLogprob = row["mean_logprob"]
        signal = row["signal"]
        reason = row["reason"]
    }
}

extension TrialDetail.Attempt {
    fileprivate mutating func read(_ row: Row) {
        status = row["status"]
        error = row["error"]
        message = row["message"]
        finish = row["finish"]
        if let done: Int64 = row["done_us"], let sent: Int64 = row["sent_us"] {
            service = Double(done - sent) / 1e6
        }
        usage = Usage(row: row)
        billed = row["billed"]
        priceKey = row["price_key"]
        facts = ServerFacts(attempt: row)
    }
}

extension ServerFacts {
    /// From a row of `attempts`.
    init(attempt row: Row) {
        self.init(
            model: row["returned_model"],
            requestID: row["request_id"],
            fingerprint: row["fingerprint"],
            serviceTier: row["service_tier"],
            region: row["region"],
            processing: (row["processing_us"] as Int64?).map { .microseconds($0) },
            filters: (row["filters"] as String?).flatMap { try? JSONParser.parse($0) }
        )
    }
}

extension TrialDetail {
    /// An execution that was cut off has neither step nor call; the run knows the profile.
    fileprivate init(row: Row, run: RunRecord) throws {
        self.init(
            item: try Case(row: row),
            repeatIndex: row["repeat"],
            state: row["state"],
            isAccepted: row["accepted"],
            profile: row["profile"] ?? run.profiles.first ?? run.name,
            source: row["source"] ?? CallSource.wire.rawValue,
            isSimulated: row["simulated"] ?? run.isSimulated
        )
        error = row["error"]
        message = row["message"]
        output = try (row["output"] as String?).map { try JSONParser.parse($0) }
        repairs = (row["repairs"] as String?)?.split(separator: " ").map(String.init) ?? []
        isSchemaValid = row["schema_valid"]
        isWarmUp = row["warm_up"] ?? false
        service = (row["service_us"] as Int64?).map { Double($0) / 1e6 }
        timeToFirstToken = (row["ttft_us"] as Int64?).map { Double($0) / 1e6 }
        score = try TrialScore(row: row)
    }
}

extension Case {
    init(row: Row) throws {
        let tags = try (row["tags"] as String?).map { try JSONParser.parse($0).array ?? [] }
        self.init(
            id: row["case_id"],
            text: row["text"],
            image: row["image"],
            expected: try JSONParser.parse(row["expected"] as String).object ?? JSONObject(),
            tags: (tags ?? []).compactMap(\.string),
            group: row["case_group"],
            weight: row["weight"],
            user: row["user"],
            arrival: row["arrival"],
            locale: row["locale"]
        )
    }
}
