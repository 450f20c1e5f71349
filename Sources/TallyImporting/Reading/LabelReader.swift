package import TallyCore
internal import TallyScoring

/// Reads labels as people wrote them into the types of `expected`; what is ambiguous is refused, never guessed.
package struct LabelReader: Hashable, Sendable {
    /// Decides how dates and amounts are read that could be read in two ways.
    package var locale: String?
    /// The ISO code, where the layout implies one.
    package var currency: String?

    package init(locale: String? = nil, currency: String? = nil) {
        self.locale = locale
        self.currency = currency
    }

    /// Reads a text as a value of a field's comparator.
    package func read(
        _ text: String,
        as comparator: FieldSpec.Comparator
    ) throws(LabelFault) -> JSONValue {
        let text = Self.trimmed(text)
        if text.isEmpty { throw .empty }
        return switch comparator {
        case .money: .number(Self.lexeme(try amount(text), digits: minorDigits))
        case .number: .number(Self.lexeme(try number(text), digits: 0))
        case .date: .string(try date(text))
        case .currency: .string(try currencyCode(text))
        default: .string(text)
        }
    }

    private func amount(_ text: String) throws(LabelFault) -> Amount {
        if locale != nil || currency != nil {
            let convention = NumberConvention(locale: locale, currency: currency)
            guard let amount = AmountReader.read(text, convention: convention) else {
                throw .unreadable
            }
            return amount
        }
        return try agreed(
            Self.separators.map { separator in
                let convention = NumberConvention(decimalSeparator: separator, fractionDigits: nil)
                return AmountReader.read(text, convention: convention)
            }
        )
    }

    /// A plain number, such as a quantity: "2", "1 x", "(Qty=4.00)", "0,432".
    private func number(_ text: String) throws(LabelFault) -> Amount {
        let convention = NumberConvention(decimalSeparator: nil, fractionDigits: nil)
        guard let number = AmountReader.read(text, convention: convention) else {
            throw .unreadable
        }
        return number
    }

    private func date(_ text: String) throws(LabelFault) -> String {
        let orders =
            locale.map { [DateOrder(locale: $0)] } ?? [.dayFirst, .monthFirst, .yearFirst]
        let date = try agreed(orders.map { DateReader.read(text, order: $0) })
        return "\(date.year)-\(Self.padded(date.month))-\(Self.padded(date.day))"
    }

    private func currencyCode(_ text: String) throws(LabelFault) -> String {
        let codes = CurrencyReader.codes(text)
        guard let code = codes.first else { throw .unreadable }
        if codes.count > 1 { throw .ambiguous }
        return code
    }

    /// The one value among readings; those that came to nothing do not count.
    private func agreed<Value: Hashable>(_ readings: [Value?]) throws(LabelFault) -> Value {
        let values = Set(readings.compactMap { $0 })
        guard let value = values.first else { throw .unreadable }
        if values.count > 1 { throw .ambiguous }
        return value
    }

    private var minorDigits: Int { currency.map { Self.digits[$0] ?? 2 } ?? 0 }

    private static let separators: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: ",")]
    private static let digits = ["IDR": 0, "JPY": 0, "KRW": 0, "KWD": 3]
}

extension LabelReader {
    /// Without white space at both ends.
    static func trimmed(_ text: String) -> String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{FEFF}" }
        guard let first = text.firstIndex(where: { !isBlank($0) }),
            let last = text.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(text[first...last])
    }

    /// A number in JSON: a fraction has at least two decimals, `digits` are there in any case.
    static func lexeme(_ amount: Amount, digits: Int) -> String {
        let magnitude = amount.millionths.magnitude
        var fraction = String(magnitude % 1_000_000)
        fraction = String(repeating: "0", count: 6 - fraction.utf8.count) + fraction
        var length = 6
        while length > 0, fraction.utf8.dropFirst(length - 1).first == UInt8(ascii: "0") {
            fraction.removeLast()
            length -= 1
        }
        let wanted = length == 0 ? digits : max(digits, 2)
        if length < wanted { fraction += String(repeating: "0", count: wanted - length) }
        let sign = amount.millionths < 0 ? "-" : ""
        return sign + String(magnitude / 1_000_000) + (fraction.isEmpty ? "" : "." + fraction)
    }

    private static func padded(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
