internal import TallyCore

/// How the values of one case are read: its locale, its currency and the declared order of dates.
struct Reading {
    var locale: String?
    /// The ISO code, where it is known.
    var currency: String?
    /// Overrules the custom of the locale.
    var declaredOrder: DateOrder?

    var dateOrder: DateOrder { declaredOrder ?? DateOrder(locale: locale) }

    func money(_ value: JSONValue) -> Amount? {
        switch value {
        case .number(let lexeme): Amount(lexeme: lexeme)
        case .string(let text):
            AmountReader.read(
                text,
                convention: NumberConvention(locale: locale, currency: currency)
            )
        default: nil
        }
    }

    func number(_ value: JSONValue) -> Amount? {
        switch value {
        case .number(let lexeme): Amount(lexeme: lexeme)
        case .string(let text):
            AmountReader.read(text, convention: NumberConvention(locale: locale))
        default: nil
        }
    }

    func date(_ value: JSONValue) -> CivilDate? {
        value.plainText.flatMap { DateReader.read($0, order: dateOrder) }
    }
}

extension JSONValue {
    /// Something stands here: not null, blank text, an empty list or an empty object.
    var isAnswered: Bool {
        switch self {
        case .null: false
        case .string(let text):
            text.unicodeScalars.contains {
                !($0.isASCII ? $0.value <= 0x20 : $0.properties.isWhitespace)
            }
        case .array(let elements): !elements.isEmpty
        case .object(let object): !object.isEmpty
        case .number, .bool: true
        }
    }

    /// A string, or a number's digits.
    var plainText: String? {
        switch self {
        case .string(let text): text
        case .number(let lexeme): lexeme
        default: nil
        }
    }
}
