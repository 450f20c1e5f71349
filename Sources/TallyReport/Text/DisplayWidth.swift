/// How many terminal columns text takes.
package enum DisplayWidth {
    /// Columns of a text: two for wide East Asian characters and emoji, one for all others.
    package static func of(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// The text cut to a number of columns, with an ellipsis where something is missing.
    package static func cut(_ text: String, to width: Int) -> String {
        guard of(text) > width else { return text }
        guard width > 0 else { return "" }
        var kept = ""
        var used = 1
        for character in text {
            used += of(character)
            if used > width { break }
            kept.append(character)
        }
        return kept + "…"
    }

    /// The text cut to a number of columns in its middle, for names that differ at their ends.
    package static func cutMiddle(_ text: String, to width: Int) -> String {
        guard of(text) > width, width > 2 else { return cut(text, to: width) }
        let head = cut(text, to: (width + 1) / 2)
        var tail = ""
        var used = of(head)
        for character in text.reversed() {
            used += of(character)
            if used > width { break }
            tail.append(character)
        }
        return head + String(tail.reversed())
    }

    /// The text with spaces up to a number of columns.
    package static func pad(_ text: String, to width: Int, onRight: Bool = true) -> String {
        let space = String(repeating: " ", count: max(0, width - of(text)))
        return onRight ? text + space : space + text
    }

    private static func of(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        let isEmoji = character.unicodeScalars.contains { $0.value == 0xFE0F }
        return isEmoji || isWide(first.value) ? 2 : 1
    }

    /// The blocks that Unicode Standard Annex 11 calls wide or fullwidth, roughly.
    private static func isWide(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
