/// Cuts nearly-JSON into tokens: strings in either quote, comments, words, and single bytes.
///
/// It knows nothing of grammar; it only keeps what stands inside strings and comments from being taken for structure.
struct LenientLexer {
    struct Token {
        enum Kind { case opening, closing, comma, string, apostropheString, comment, word, other }

        var kind: Kind
        var range: Range<Int>
        var end: Int { range.upperBound }
    }

    private let bytes: [UInt8]
    /// The last byte that was no white space and no comment; an apostrophe opens a string only after structure.
    private var previous: UInt8 = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The token at `index`; `nil` at the end, and for a string or a comment that is not closed.
    mutating func token(at index: Int) -> Token? {
        guard index < bytes.count else { return nil }
        let byte = bytes[index]
        guard let (kind, end) = scan(byte, at: index) else { return nil }
        if byte > 0x20, kind != .comment { previous = byte }
        return Token(kind: kind, range: index..<end)
    }

    private func scan(_ byte: UInt8, at index: Int) -> (Token.Kind, end: Int)? {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return (.opening, index + 1)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): return (.closing, index + 1)
        case UInt8(ascii: ","): return (.comma, index + 1)
        case UInt8(ascii: "\""): return endOfString(byte, from: index + 1).map { (.string, $0) }
        case UInt8(ascii: "'") where "{[,:".utf8.contains(previous):
            return endOfString(byte, from: index + 1).map { (.apostropheString, $0) }
        case UInt8(ascii: "/"):
            return comment(from: index)
        case _ where Self.isLetter(byte):
            return (.word, bytes[index...].firstIndex { !Self.isLetter($0) } ?? bytes.count)
        default: return (.other, index + 1)
        }
    }

    private func endOfString(_ quote: UInt8, from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == quote { return index + 1 }
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    private func comment(from start: Int) -> (Token.Kind, end: Int)? {
        guard start + 1 < bytes.count else { return (.other, start + 1) }
        if bytes[start + 1] == UInt8(ascii: "/") {
            return (.comment, bytes[start...].firstIndex(of: 0x0A) ?? bytes.count)
        }
        guard bytes[start + 1] == UInt8(ascii: "*") else { return (.other, start + 1) }
        var index = start + 2
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") {
                return (.comment, index + 2)
            }
            index += 1
        }
        return nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}
