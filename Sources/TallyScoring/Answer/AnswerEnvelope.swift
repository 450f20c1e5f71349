internal import TallyCore

/// Where the answer's object stands in a text that holds more than the object.
struct AnswerEnvelope {
    /// The bytes of the first whole object.
    let object: Range<Int>
    /// What stood around it.
    private(set) var repairs: [Repair] = []

    /// Finds the first whole object; `nil` when nothing in the text looks like the start of one.
    ///
    /// An object that is not closed is a fault, and so is a list of objects: which one to score would be a guess.
    init?(_ bytes: [UInt8]) throws(AnswerFault) {
        let start = Self.afterThinking(bytes)
        guard let first = Self.firstOpening(bytes, from: start) else { return nil }
        guard let end = Self.end(of: bytes, from: first) else {
            throw AnswerFault(.invalidJSON, "the text breaks off before the object is closed")
        }
        if bytes[first] == UInt8(ascii: "[") {
            throw AnswerFault(.schemaInvalid, "the answer is a list, not an object")
        }
        object = first..<end
        note(bytes[..<first], bytes[end...])
    }

    /// The first `{` that a key or a closing brace follows, or the first `[` that holds one.
    ///
    /// What follows keeps placeholders such as `{total}` in the prose from being taken for the answer.
    private static func firstOpening(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "[") {
                let next = bytes[(index + 1)...].first { $0 > 0x20 }
                let isObject = bytes[index] == UInt8(ascii: "{")
                switch next {
                case UInt8(ascii: "\"") where isObject, UInt8(ascii: "'") where isObject,
                    UInt8(ascii: "}") where isObject, UInt8(ascii: "/") where isObject,
                    UInt8(ascii: "{") where !isObject, nil where isObject:
                    return index
                default: break
                }
            }
            index += 1
        }
        return nil
    }

    /// The end of the value that opens at `start`, counting braces and brackets outside strings and comments.
    private static func end(of bytes: [UInt8], from start: Int) -> Int? {
        var depth = 0
        var index = start
        var lexer = LenientLexer(bytes)
        while let token = lexer.token(at: index) {
            if token.kind == .opening { depth += 1 }
            if token.kind == .closing { depth -= 1 }
            index = token.end
            if depth == 0 { return index }
        }
        return nil
    }

    /// The end of a reasoning model's `</think>`, whose text may hold drafts of the object.
    private static func afterThinking(_ bytes: [UInt8]) -> Int {
        let mark = Array("</think>".utf8)
        guard bytes.count >= mark.count else { return 0 }
        for start in stride(from: bytes.count - mark.count, through: 0, by: -1)
        where bytes[start] == mark[0] && bytes[start...].starts(with: mark) {
            return start + mark.count
        }
        return 0
    }

    private mutating func note(_ prefix: ArraySlice<UInt8>, _ suffix: ArraySlice<UInt8>) {
        var prefix = prefix
        if prefix.starts(with: [0xEF, 0xBB, 0xBF]) {
            prefix = prefix.dropFirst(3)
            repairs.append(.byteOrderMark)
        }
        let before = Self.withoutFence(prefix, isOpening: true)
        let after = Self.withoutFence(suffix, isOpening: false)
        if before.hasFence || after.hasFence { repairs.append(.codeFence) }
        if before.hasWords || after.hasWords { repairs.append(.surroundingProse) }
    }

    private static func withoutFence(
        _ bytes: ArraySlice<UInt8>,
        isOpening: Bool
    ) -> (hasFence: Bool, hasWords: Bool) {
        let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }
        var hasFence = false
        var hasWords = false
        for line in lines {
            var text = line.drop { $0 <= 0x20 }
            if text.starts(with: "```".utf8) {
                hasFence = true
                text = text.drop { $0 == UInt8(ascii: "`") }
                // The language after an opening fence: ```json.
                if isOpening { text = text.drop { $0 > 0x20 } }
            }
            if text.contains(where: { $0 > 0x20 }) { hasWords = true }
        }
        return (hasFence, hasWords)
    }
}
