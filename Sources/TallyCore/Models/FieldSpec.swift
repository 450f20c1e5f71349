/// One field of the answer and how it is compared with the truth.
package struct FieldSpec: Hashable, Sendable {
    package enum Comparator: String, Sendable, CaseIterable {
        /// NFKC, case folded, letters and digits only, then equality.
        case text
        /// Amounts in minor units, tolerance 0.
        case money
        /// ISO dates; other forms are read with the declared order.
        case date
        /// ISO 4217 codes; signs and names are mapped to codes.
        case currency
        /// Numbers by value.
        case number
        /// Assigned items, each with description, quantity, unit_price and amount.
        case lineItems = "line_items"
    }

    package var name: String
    package var comparator: Comparator

    package init(_ name: String, _ comparator: Comparator) {
        self.name = name
        self.comparator = comparator
    }

    /// The fields of a receipt.
    package static let receipt: [FieldSpec] = [
        .init("merchant", .text), .init("address", .text), .init("date", .date),
        .init("currency", .currency), .init("subtotal", .money), .init("tax", .money),
        .init("tip", .money), .init("discount", .money), .init("total", .money),
        .init("line_items", .lineItems),
    ]
}

/// The order of day, month and year in a date that is not ISO.
package enum DateOrder: String, Hashable, Sendable {
    case dayFirst = "dmy"
    case monthFirst = "mdy"
    case yearFirst = "ymd"

    /// The custom of a locale: month first in the United States, year first in East Asia, else day first.
    package init(locale: String?) {
        switch locale?.split(separator: "-").last?.uppercased() {
        case "US", "PH": self = .monthFirst
        case "JP", "CN", "KR", "TW", "HU", "LT": self = .yearFirst
        default: self = .dayFirst
        }
    }
}
