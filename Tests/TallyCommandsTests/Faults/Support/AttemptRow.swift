import Foundation
import GRDB

/// An attempt as the store has it, with the body's own bytes.
struct AttemptRow: Sendable {
    let id: String
    let trial: Int64
    let shop: String
    let number: Int
    let state: String
    let status: Int?
    let error: String?
    let message: String
    let finish: String?
    let billed: String?
    let isEstimated: Bool?
    let wasSent: Bool
    let hasFirstContent: Bool
    let model: String?
    let body: [UInt8]
}

extension AttemptRow {
    fileprivate init(_ row: Row) throws {
        id = row["ulid"]
        trial = row["trial"]
        shop = row["shop"]
        number = row["number"]
        state = row["state"]
        status = row["status"]
        error = row["error"]
        message = row["message"] ?? ""
        finish = row["finish"]
        billed = row["billed"]
        isEstimated = row["usage_estimated"]
        wasSent = row["sent_us"] != nil
        hasFirstContent = row["first_content_us"] != nil
        model = row["returned_model"]
        let deflated: Data? = row["deflated"]
        body = try deflated.map { try Inflate.bytes(of: $0, size: row["size"]) } ?? []
    }
}

extension StoreFile {
    /// All attempts in the order in which they were opened.
    func attempts() throws -> [AttemptRow] {
        try rows(
            """
            SELECT a.*, b.size, b.deflated, 'Shop' || substr(k.case_id, 6) AS shop
            FROM attempts a
            JOIN trials t ON t.id = a.trial
            JOIN cases k ON k.id = t.case_row
            LEFT JOIN bodies b ON b.attempt = a.id
            ORDER BY a.id
            """
        ).map(AttemptRow.init)
    }
}
