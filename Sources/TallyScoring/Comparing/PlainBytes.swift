/// Text as ASCII bytes: foreign digits, minus signs, separators and spaces become the plain ones.
///
/// What has no plain form becomes `#`, or `x` when it is a letter: it still stands between what it stood between.
enum PlainBytes {
    static func of(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        if bytes.allSatisfy({ $0 < 0x80 }) { return bytes }
        return text.unicodeScalars.map(plain)
    }

    private static func plain(_ scalar: Unicode.Scalar) -> UInt8 {
        switch scalar.value {
        case 0..<0x80: return UInt8(scalar.value)
        // Full-width forms.
        case 0xFF01...0xFF5E: return UInt8(scalar.value - 0xFEE0)
        case 0x2010...0x2015, 0x2212, 0xFE63: return UInt8(ascii: "-")
        case 0xA0, 0x2000...0x200A, 0x202F, 0x3000: return UInt8(ascii: " ")
        case 0x2018, 0x2019, 0x2BC, 0xB4: return UInt8(ascii: "'")
        case 0x66B: return UInt8(ascii: ".")
        case 0x66C, 0x3001: return UInt8(ascii: ",")
        default: break
        }
        let properties = scalar.properties
        if properties.numericType == .decimal, let value = properties.numericValue {
            return 0x30 + UInt8(value)
        }
        return properties.isAlphabetic ? UInt8(ascii: "x") : UInt8(ascii: "#")
    }
}
