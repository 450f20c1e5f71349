import TallyCore
import TallyDatasets
import Testing

struct ReceiptArithmeticTests {
    private static let shared = Result {
        let options = ReceiptGenerator.Options(
            count: 2000,
            seed: 11,
            locales: ReceiptGenerator.Options.knownLocales
        )
        return try Array(ReceiptGenerator(options).receipts)
    }
    private let receipts: [Case]

    init() throws { receipts = try Self.shared.get() }

    /// An amount in minor units by its digits; 0 when it is annotated as absent.
    private func minor(_ value: JSONValue?) throws -> Int {
        if value == .null { return 0 }
        guard case .number(let lexeme) = value else { throw DatasetError(.invalid, "no amount") }
        return try #require(Int(lexeme.replacing(".", with: "")))
    }

    @Test func `the sums of every receipt close`() throws {
        for item in receipts {
            let items = try #require(item.expected["line_items"]?.array)
            let sum = try items.reduce(0) { try $0 + minor($1["amount"]) }
            let isInclusive = item.tags.contains("tax-inclusive")
            let tax = isInclusive ? 0 : try minor(item.expected["tax"])
            let discount = try minor(item.expected["discount"])
            let tip = try minor(item.expected["tip"])
            #expect(try minor(item.expected["total"]) == sum - discount + tax + tip, "\(item.id)")
            if item.expected["subtotal"] != .null {
                #expect(try minor(item.expected["subtotal"]) == sum, "\(item.id)")
            }
        }
    }

    @Test func `every item is its quantity at its price`() throws {
        for item in receipts {
            guard !item.tags.contains("item-discount") else { continue }
            for line in try #require(item.expected["line_items"]?.array) {
                guard let quantity = line["quantity"]?.double else { continue }
                let gross = quantity * Double(try minor(line["unit_price"]))
                let difference = abs(gross - Double(try minor(line["amount"])))
                #expect(difference <= 0.5 + 1e-6, "\(item.id)")
            }
        }
    }

    @Test func `amounts have the decimals of their currency`() throws {
        let digits = ["USD": 2, "EUR": 2, "JPY": 0, "KWD": 3]
        for item in receipts {
            let currency = try #require(item.expected["currency"]?.string)
            guard case .number(let lexeme) = item.expected["total"] else { continue }
            let fraction = lexeme.split(separator: ".").dropFirst().first ?? ""
            #expect(fraction.count == digits[currency])
        }
    }

    @Test func `refunds are negative and only they`() throws {
        for item in receipts {
            let total = try minor(item.expected["total"])
            #expect(item.tags.contains("refund") ? total <= 0 : total >= 0, "\(item.id)")
        }
    }
}
