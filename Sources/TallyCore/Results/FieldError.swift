/// In what way a field came out otherwise than the truth.
package enum FieldError: String, Hashable, Sendable, CaseIterable {
    /// Expected, but not answered.
    case missing
    /// Answered, but there is no such thing.
    case invented
    /// Of a line item: the value of another item.
    case misaligned
    /// Right, but written in another way: no error once it is normalised.
    case formatOnly = "format_only"
    /// Two neighbouring digits or letters changed places.
    case digitSwap = "digit_swap"
    /// The right digits with the point elsewhere.
    case decimal = "decimal_or_locale"
    case sign
    case currency
    /// Day, month and year in another order.
    case dateOrder = "date_order"
    /// Letters or digits that scanners take for each other.
    case ocrConfusion = "ocr_confusion"
    /// A part of the value.
    case truncation
    /// The value of another field.
    case anotherField = "another_field"
    /// An amount that is off by the tax, the tip, a discount or a service charge.
    case offByPart = "off_by_tax_tip_discount"
    /// None of these.
    case otherValue = "other_value"
}

/// How often each kind of error was met in each field of a run.
package struct ErrorKinds: Hashable, Sendable {
    /// Field names in the order in which they were first met; a line item's parts are `line_items.amount` and so on.
    package private(set) var fields: [String] = []
    private var counts: [String: [FieldError: Int]] = [:]

    package init() {}

    package mutating func add(_ error: FieldError, in field: String) {
        if counts[field] == nil { fields.append(field) }
        counts[field, default: [:]][error, default: 0] += 1
    }

    package func count(_ error: FieldError, in field: String) -> Int {
        counts[field]?[error] ?? 0
    }

    /// The kinds that were met, in their own order.
    package var kinds: [FieldError] {
        FieldError.allCases.filter { kind in fields.contains { count(kind, in: $0) > 0 } }
    }
}
