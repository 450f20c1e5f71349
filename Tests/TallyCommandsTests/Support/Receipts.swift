import TallyCore

/// Small receipts, each from a shop of its own, and what is true of them.
enum Receipts {
    /// Records of a JSON-lines file: shops 1 to `count`.
    static func lines(_ count: Int) -> [String] {
        (1...count).map { number in
            let shop = "Shop\(number)"
            let record: JSONValue = [
                "id": .string("case-\(number)"),
                "text": .string("SHOP \(shop) END\n2026-03-14\nTOTAL \(number).50"),
                "expected": .object(truth(of: shop)),
            ]
            return record.jsonText
        }
    }

    static func file(_ count: Int) -> String { lines(count).joined(separator: "\n") + "\n" }

    /// The shop named on a receipt or in a prompt that shows it.
    static func shop(in text: String) -> String {
        guard let start = text.firstRange(of: "SHOP "), let end = text.firstRange(of: " END") else {
            return ""
        }
        return String(text[start.upperBound..<end.lowerBound])
    }

    /// A model's right answer.
    static func answer(for shop: String) -> String { JSONValue.object(truth(of: shop)).jsonText }

    private static func truth(of shop: String) -> JSONObject {
        JSONObject([
            ("merchant", .string(shop)), ("date", "2026-03-14"),
            ("total", .number(String(shop.dropFirst(4) + ".50"))),
        ])
    }
}
