extension JSONParser {
    mutating func string() throws(JSONError) -> String {
        let start = index + 1
        var end = start
        var all: UInt8 = 0
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") {
                index = end + 1
                let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
                return try Self.text(text, isASCII: all < 0x80, at: start)
            }
            all |= byte
            guard byte >= 0x20, byte != UInt8(ascii: "\\") else {
                index = end
                guard byte >= 0x20 else { throw fault("unescaped control character") }
                return try escapedString(from: start, isASCII: all < 0x80)
            }
            end += 1
        }
        index = end
        throw fault("unterminated string")
    }

    /// ASCII needs no check, and the standard library's own goes byte by byte.
    private static func text(
        _ bytes: UnsafeBufferPointer<UInt8>,
        isASCII: Bool,
        at offset: Int
    ) throws(JSONError) -> String {
        if isASCII { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw JSONError(.invalidUTF8, "invalid UTF-8", offset: offset)
        }
        return text
    }

    private mutating func escapedString(
        from start: Int,
        isASCII: Bool
    ) throws(JSONError) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(index - start + min(bytes.count - index, 1024))
        var isASCII = isASCII
        // Runs between escapes are appended whole.
        var copied = start
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                decoded.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<index]))
                index += 1
                return try decoded.withUnsafeBufferPointer { (text) throws(JSONError) in
                    try Self.text(text, isASCII: isASCII, at: start)
                }
            case UInt8(ascii: "\\"):
                decoded.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<index]))
                index += 1
                if index < bytes.count, bytes[index] == UInt8(ascii: "u") { isASCII = false }
                try appendEscape(to: &decoded)
                copied = index
            case 0..<0x20: throw fault("unescaped control character")
            default:
                if byte >= 0x80 { isASCII = false }
                index += 1
            }
        }
        throw fault("unterminated string")
    }

    private mutating func appendEscape(to decoded: inout [UInt8]) throws(JSONError) {
        guard index < bytes.count else { throw fault("unterminated string") }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"): decoded.append(contentsOf: String(try unicodeEscape()).utf8)
        default: throw fault("unknown escape")
        }
    }

    /// A lone surrogate, which no Unicode text can hold, becomes U+FFFD.
    private mutating func unicodeEscape() throws(JSONError) -> Character {
        let first = try hex4()
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        let isPair =
            first < 0xDC00 && index + 1 < bytes.count && bytes[index] == UInt8(ascii: "\\")
            && bytes[index + 1] == UInt8(ascii: "u")
        guard isPair else { return "\u{FFFD}" }
        let mark = index
        index += 2
        let second = try hex4()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else {
            index = mark
            return "\u{FFFD}"
        }
        return Character(scalar)
    }

    private mutating func hex4() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard index < bytes.count,
                let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue
            else { throw fault("expected four hexadecimal digits") }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }
}
