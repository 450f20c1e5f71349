/// One-to-one foldings of Unicode scalars, so that positions in a line stay valid.
enum ScalarFold {
    /// A no-break or thin space, which typesetters put between groups of digits.
    static let groupSpace: Unicode.Scalar = "\u{A0}"

    /// Full-width forms become ASCII, dashes become "-", spaces become " " (NFKC where it is one to one).
    static func normalise(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let value = scalar.value
        if value < 0x80 { return value == 0x09 ? " " : scalar }
        switch value {
        case 0xFF01...0xFF5E: return Unicode.Scalar(value - 0xFEE0) ?? scalar
        case 0xA0, 0x2009, 0x202F: return groupSpace
        case 0x3000, 0x2000...0x2008, 0x200A: return " "
        case 0x2010...0x2015, 0x2212, 0xFE63: return "-"
        case 0x2018, 0x2019, 0x00B4: return "'"
        case 0xFFE5: return "¥"
        default: return scalar
        }
    }

    /// The ASCII capital of a Latin letter without its diacritic, or the scalar's own ASCII byte.
    ///
    /// `nil` for what is no letter or digit of that kind.
    static func letter(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A: UInt8(scalar.value)
        case 0x61...0x7A: UInt8(scalar.value - 0x20)
        case 0xC0...0xC5, 0xE0...0xE5: UInt8(ascii: "A")
        case 0xC7, 0xE7: UInt8(ascii: "C")
        case 0xC8...0xCB, 0xE8...0xEB: UInt8(ascii: "E")
        case 0xCC...0xCF, 0xEC...0xEF: UInt8(ascii: "I")
        case 0xD1, 0xF1: UInt8(ascii: "N")
        case 0xD2...0xD6, 0xD8, 0xF2...0xF6, 0xF8: UInt8(ascii: "O")
        case 0xD9...0xDC, 0xF9...0xFC: UInt8(ascii: "U")
        case 0xDF, 0x1E9E: UInt8(ascii: "S")
        case 0x141, 0x142: UInt8(ascii: "L")
        default: nil
        }
    }

    /// Letters and digits that scanners confuse share one byte: O/0, I/L/1, S/5, B/8.
    static func lookalike(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "0"): UInt8(ascii: "O")
        case UInt8(ascii: "1"), UInt8(ascii: "L"): UInt8(ascii: "I")
        case UInt8(ascii: "5"): UInt8(ascii: "S")
        case UInt8(ascii: "8"): UInt8(ascii: "B")
        default: byte
        }
    }

    /// Kana, kanji and their marks, which are written without spaces between words.
    static func isJapanese(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3005...0x3007, 0x3012, 0x3041...0x30FF, 0x3400...0x9FFF, 0xFF66...0xFF9F: true
        default: false
        }
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.value &- 0x30 < 10 }
}
