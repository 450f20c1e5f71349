/// Undoes the escapes of JSON strings wherever they stand, for looking through them; the result is no JSON.
enum JSONEscapes {
    static func undone(in bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
                output.append(bytes[index])
                index += 1
                continue
            }
            if let scalar = unicodeEscape(in: bytes, at: index) {
                output.append(contentsOf: Array(String(Character(scalar)).utf8))
                index += 6
            } else {
                output.append(plain(bytes[index + 1]))
                index += 2
            }
        }
        return output
    }

    private static func unicodeEscape(in bytes: [UInt8], at index: Int) -> Unicode.Scalar? {
        guard bytes[index + 1] == UInt8(ascii: "u"), index + 6 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[index + 2..<index + 6], as: UTF8.self)
        return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
    }

    private static func plain(_ escaped: UInt8) -> UInt8 {
        switch escaped {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: escaped
        }
    }
}
