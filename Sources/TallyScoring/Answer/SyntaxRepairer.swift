/// Rewrites nearly-JSON to JSON without touching a value: see `Repair` for what it may mend.
struct SyntaxRepairer {
    private let bytes: [UInt8]
    private(set) var output: [UInt8] = []
    private(set) var repairs: [Repair] = []
    /// Where the last comma stands in `output`, while only white space and comments followed it.
    private var pendingComma: Int?
    /// A comma right after an opening or another comma separates nothing and stays an error.
    private var followsValue = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        output.reserveCapacity(bytes.count + 16)
    }

    /// Rewrites up to the end, or up to the first string or comment that is not closed.
    mutating func run() {
        var lexer = LenientLexer(bytes)
        var index = 0
        while let token = lexer.token(at: index) {
            append(token)
            index = token.end
        }
        output.append(contentsOf: bytes[index...])
    }

    private mutating func append(_ token: LenientLexer.Token) {
        let text = bytes[token.range]
        switch token.kind {
        case .comment:
            note(.comment)
            return
        case .comma:
            pendingComma = followsValue ? output.count : nil
            followsValue = false
        case .closing:
            if let pendingComma {
                output.remove(at: pendingComma)
                note(.trailingComma)
            }
            pendingComma = nil
            followsValue = true
        case .other where text.allSatisfy({ $0 <= 0x20 }): break
        default:
            pendingComma = nil
            followsValue = token.kind != .opening
        }
        write(token.kind, text)
    }

    private mutating func write(_ kind: LenientLexer.Token.Kind, _ text: ArraySlice<UInt8>) {
        switch kind {
        case .string, .apostropheString: append(string: text.dropFirst().dropLast())
        case .word: append(word: text)
        default: output.append(contentsOf: text)
        }
        if kind == .apostropheString { note(.singleQuote) }
    }

    private mutating func append(word: ArraySlice<UInt8>) {
        let replacements = [("None", "null"), ("True", "true"), ("False", "false")]
        guard let (_, json) = replacements.first(where: { word.elementsEqual($0.0.utf8) }) else {
            return output.append(contentsOf: word)
        }
        output.append(contentsOf: json.utf8)
        note(.pythonLiteral)
    }

    private mutating func append(string: ArraySlice<UInt8>) {
        output.append(UInt8(ascii: "\""))
        var isEscaped = false
        for byte in string {
            if isEscaped {
                isEscaped = false
                if byte == UInt8(ascii: "'") {
                    output.removeLast()
                    note(.singleQuote)
                }
                output.append(byte)
                continue
            }
            isEscaped = byte == UInt8(ascii: "\\")
            switch byte {
            case UInt8(ascii: "\""): output.append(contentsOf: "\\\"".utf8)
            case 0..<0x20: append(control: byte)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    private mutating func append(control byte: UInt8) {
        let hex = String(byte, radix: 16)
        output.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
        output.append(contentsOf: hex.utf8)
        note(.controlCharacter)
    }

    private mutating func note(_ repair: Repair) {
        if !repairs.contains(repair) { repairs.append(repair) }
    }
}
