import GRDB

/// A trial as the store has it, with its call and its score.
struct TrialRow: Sendable {
    let id: Int64
    let run: String
    let shop: String
    let state: String
    let isAccepted: Bool
    let error: String?
    let message: String?
    let repairs: String?
    let output: String?
    let isExact: Bool?
    /// The service time is that of a request that was given up.
    let isCensored: Bool?
    let serviceMicroseconds: Int?
}

extension TrialRow {
    fileprivate init(_ row: Row) {
        id = row["id"]
        run = row["name"]
        shop = row["shop"]
        state = row["state"]
        isAccepted = row["accepted"]
        error = row["error"]
        message = row["message"]
        repairs = row["repairs"]
        output = row["output"]
        isExact = row["document_exact"]
        isCensored = row["censored"]
        serviceMicroseconds = row["service_us"]
    }
}

extension StoreFile {
    func trials() throws -> [TrialRow] {
        try rows(
            """
            SELECT t.*, r.name, 'Shop' || substr(k.case_id, 6) AS shop, s.output, c.repairs,
                c.censored, c.service_us, f.document_exact
            FROM trials t
            JOIN runs r ON r.id = t.run
            JOIN cases k ON k.id = t.case_row
            LEFT JOIN steps s ON s.trial = t.id
            LEFT JOIN calls c ON c.step = s.id AND c.decisive = 1
            LEFT JOIN trial_scores f ON f.trial = t.id
            ORDER BY t.id
            """
        ).map(TrialRow.init)
    }
}
