/// A user message in which a receipt is looked for.
struct ReceiptPrompt {
    private static let opening = Array("<receipt>".utf8)
    private static let closing = Array("</receipt>".utf8)
    /// Blank lines tried at most, so that a hostile message costs little.
    private static let maxParagraphs = 16

    private let bytes: [UInt8]

    init(_ message: String) { bytes = Array(message.utf8) }

    /// What is parsed when the receipt is in no dataset: the marked part, else the whole message.
    var receiptText: String { String(decoding: marked ?? bytes[...], as: UTF8.self) }

    /// Where the receipt may be, the likeliest place first, each without white space around it.
    ///
    /// Between `<receipt>` and `</receipt>`; the whole message; the message from each blank line on.
    var candidates: [ArraySlice<UInt8>] {
        if let marked { return [marked] }
        return [Self.trimmed(bytes[...])] + paragraphs
    }

    /// The receipt's text is marked.
    var isMarked: Bool { marked != nil }

    /// The text between the last pair of marks.
    private var marked: ArraySlice<UInt8>? {
        guard let start = Self.last(Self.opening, in: bytes[...]) else { return nil }
        let rest = bytes[(start + Self.opening.count)...]
        guard let end = Self.last(Self.closing, in: rest) else { return nil }
        return Self.trimmed(rest[..<end])
    }

    private var paragraphs: [ArraySlice<UInt8>] {
        var paragraphs: [ArraySlice<UInt8>] = []
        for index in bytes.indices.dropFirst() where paragraphs.count < Self.maxParagraphs {
            if bytes[index] == 0x0A, bytes[index - 1] == 0x0A {
                paragraphs.append(Self.trimmed(bytes[index...]))
            }
        }
        return paragraphs
    }

    private static func last(_ mark: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= mark.count else { return nil }
        let starts = bytes.startIndex...(bytes.endIndex - mark.count)
        return starts.last {
            bytes[$0] == mark[0] && bytes[$0..<($0 + mark.count)].elementsEqual(mark)
        }
    }

    /// The bytes without ASCII white space at either end.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = bytes.firstIndex(where: { !isSpace($0) }),
            let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return bytes[first...last]
    }
}
