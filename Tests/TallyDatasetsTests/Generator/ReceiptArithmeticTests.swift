import TallyCore
import TallyDatasets
import Testing

struct ReceiptArithmeticTests {
    private static let shared = Result {
        try ReceiptGenerator.Options.Conventions.allCases.flatMap { conventions in
            let options = ReceiptGenerator.Options(
                name: conventions.rawValue,
                count: 2000,
                seed: 11,
                locales: ReceiptGenerator.Options.knownLocales,
                conventions: conventions
            )
            return try Array(ReceiptGenerator(options).receipts)
        }
    }
    private let receipts: [Case]

    init() throws { receipts = try Self.shared.get() }

    /// An amount in minor units by its digits; 0 when it is annotated as absent.
    private func minor(_ value: JSONValue?) throws -> Int {
        if value == nil || value == .null { return 0 }
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
            let service = try minor(item.expected["service_charge"])
            let rounding = try minor(item.expected["rounding"])
            let total = sum - discount + tax + service + tip + rounding
            #expect(try minor(item.expected["total"]) == total, "\(item.id)")
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
        let digits = [
            "USD": 2, "EUR": 2, "JPY": 0, "KWD": 3, "CHF": 2, "GBP": 2, "BRL": 2, "INR": 2,
        ]
        #expect(Set(receipts.map { $0.expected["currency"]?.string }).count == digits.count)
        for item in receipts {
            let currency = try #require(item.expected["currency"]?.string)
            guard case .number(let lexeme) = item.expected["total"] else { continue }
            let fraction = lexeme.split(separator: ".").dropFirst().first ?? ""
            #expect(fraction.count == digits[currency])
        }
    }

    @Test(arguments: [("de-CH", 5), ("en-IN", 100)])
    func `totals are rounded where they are in life`(locale: String, unit: Int) throws {
        let totals = try receipts.filter { $0.locale == locale }.map {
            try minor($0.expected["total"])
        }
        #expect(totals.count > 400)
        #expect(totals.allSatisfy { $0.isMultiple(of: unit) })
    }

    @Test func `refunds are negative and only they`() throws {
        for item in receipts {
            let total = try minor(item.expected["total"])
            #expect(item.tags.contains("refund") ? total <= 0 : total >= 0, "\(item.id)")
        }
    }
}
