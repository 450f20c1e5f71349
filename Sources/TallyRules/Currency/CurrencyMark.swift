/// The signs and codes of currencies beside a number.
enum CurrencyMark {
    /// The position where a currency sign or code before a number begins.
    static func before(_ line: Line, position: Int) -> Int? {
        var end = position
        while let scalar = line[end - 1], Line.isSpace(scalar) { end -= 1 }
        if position - end > 12 { return nil }
        guard let scalar = line[end - 1] else { return nil }
        if isSign(scalar) { return end - 1 }
        guard let word = line.words.last(where: { $0.start < end && $0.end >= end }) else {
            return nil
        }
        if word.end == end { return word.hints.contains(.currency) ? word.start : nil }
        return codeStart(line, word: word.start..<end)
    }

    /// The position after a currency sign or code that follows a number.
    static func after(_ line: Line, position: Int) -> Int? {
        var start = position
        while let scalar = line[start], Line.isSpace(scalar) { start += 1 }
        if start - position > 2 { return nil }
        guard let scalar = line[start] else { return nil }
        // A dollar sign belongs to the number behind it.
        if isSign(scalar) {
            return line[start + 1].map { ScalarFold.isDigit($0) } == true ? nil : start + 1
        }
        guard let word = line.words.first(where: { $0.end > start && $0.start <= start }),
            word.hints.contains(.currency), word.start == start
        else { return gluedAfter(line, position: start) }
        return word.end
    }

    /// Tells whether the letter before a position ends a currency code, as in "RM11.40".
    static func endsWord(_ line: Line, at position: Int) -> Bool {
        var start = position
        while let scalar = line[start - 1], ScalarFold.letter(scalar) != nil { start -= 1 }
        return codeStart(line, word: start..<position) != nil
    }

    private static func codeStart(_ line: Line, word: Range<Int>) -> Int? {
        guard (2...3).contains(word.count) else { return nil }
        return CurrencyCode.isCode(line.text(word)) ? word.lowerBound : nil
    }

    private static func gluedAfter(_ line: Line, position: Int) -> Int? {
        var end = position
        while let scalar = line[end], ScalarFold.letter(scalar) != nil, end - position < 4 {
            end += 1
        }
        guard end - position == 3, CurrencyCode.isCode(line.text(position..<end)) else {
            return nil
        }
        return end
    }

    static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "$", "€", "£", "¥", "円", "₹", "₩", "฿": true
        default: false
        }
    }
}
