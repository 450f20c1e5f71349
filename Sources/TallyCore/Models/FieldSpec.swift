/// One field of the answer and how it is compared with the truth.
package struct FieldSpec: Hashable, Sendable {
    package enum Comparator: String, Sendable, CaseIterable {
        /// NFKC, case folded, letters and digits only, then equality.
        case text
        /// Amounts in minor units, within the tolerance.
        case money
        /// ISO dates; other forms are read with the declared order.
        case date
        /// ISO 4217 codes; signs and names are mapped to codes.
        case currency
        /// Numbers by value, within the tolerance.
        case number
        /// One of a closed set of words, compared as text.
        case choice = "enum"
        /// Scalars in any order, each as often as it occurs.
        case list
        /// Assigned items, each with description, quantity, unit_price and amount.
        case lineItems = "line_items"
    }

    package var name: String
    package var comparator: Comparator
    /// What a `choice` may be; empty for every other comparator.
    package var values: [String] = []
    /// How the elements of a `list` are compared; `nil` for every other comparator.
    package var element: Comparator?
    /// How far `money` and `number` may be off, in millionths of their unit.
    package var tolerance = 0
    /// The benchmark's own words about the field, for prompt and schema.
    package var description: String?

    package init(_ name: String, _ comparator: Comparator) {
        self.name = name
        self.comparator = comparator
    }

    /// The receipt's own field of items.
    package static let lineItemsName = "line_items"

    /// The fields of a receipt.
    package static let receipt: [FieldSpec] = [
        .init("merchant", .text), .init("address", .text), .init("date", .date),
        .init("currency", .currency), .init("subtotal", .money), .init("tax", .money),
        .init("tip", .money), .init("discount", .money), .init("total", .money),
        .init(lineItemsName, .lineItems),
    ]
}

/// The order of day, month and year in a date that is not ISO.
package enum DateOrder: String, Hashable, Sendable, CaseIterable {
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
