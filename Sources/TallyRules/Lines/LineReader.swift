/// Cuts a text into lines and words.
struct LineReader {
    /// A receipt has at most some hundred lines; the bounds keep the time for hostile input linear.
    static let maxLines = 1500
    static let maxLineLength = 400

    let vocabulary: Vocabulary

    /// The lines that are not blank, in order.
    func lines(_ text: String) -> [Line] {
        var lines: [Line] = []
        var current: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x0D, 0x85, 0x2028, 0x2029, 0x0C:
                append(current, to: &lines)
                current.removeAll(keepingCapacity: true)
                if lines.count >= Self.maxLines { return lines }
            case 0..<0x09, 0x0B, 0x0E..<0x20, 0x7F, 0x200B, 0xFEFF: break
            default:
                guard current.count < Self.maxLineLength else { continue }
                current.append(ScalarFold.normalise(scalar))
            }
        }
        append(current, to: &lines)
        return lines
    }

    private func append(_ scalars: [Unicode.Scalar], to lines: inout [Line]) {
        guard let first = scalars.firstIndex(where: { !Line.isSpace($0) }),
            let last = scalars.lastIndex(where: { !Line.isSpace($0) })
        else { return }
        lines.append(line(Array(scalars[first...last]), index: lines.count))
    }

    private func line(_ scalars: [Unicode.Scalar], index: Int) -> Line {
        var words: [Word] = []
        var hints: Hint = []
        var letters = 0
        var digits = 0
        var position = 0
        while position < scalars.count {
            guard let word = word(in: scalars, at: position) else {
                position += 1
                continue
            }
            words.append(word)
            hints.formUnion(word.hints)
            letters += word.letters
            digits += word.digits
            position = word.end
        }
        return Line(
            index: index,
            scalars: scalars,
            words: words,
            hints: hints,
            letters: letters,
            digits: digits
        )
    }

    /// The word that begins at a position: Latin letters and digits, or a run of Japanese.
    private func word(in scalars: [Unicode.Scalar], at start: Int) -> Word? {
        var end = start
        var letters = 0
        var digits = 0
        while end < scalars.count, ScalarFold.letter(scalars[end]) != nil {
            if ScalarFold.isDigit(scalars[end]) { digits += 1 } else { letters += 1 }
            end += 1
        }
        if end > start {
            let hints = letters > 0 ? vocabulary.hints(scalars[start..<end]) : []
            return Word(start: start, end: end, letters: letters, digits: digits, hints: hints)
        }
        return japaneseWord(in: scalars, at: start)
    }

    /// A run of Japanese; two characters set apart ("合　計") are one word.
    private func japaneseWord(in scalars: [Unicode.Scalar], at start: Int) -> Word? {
        var run: [Unicode.Scalar] = []
        var end = start
        while end < scalars.count {
            if ScalarFold.isJapanese(scalars[end]) {
                run.append(scalars[end])
            } else {
                guard run.count == 1, Line.isSpace(scalars[end]), end + 1 < scalars.count,
                    ScalarFold.isJapanese(scalars[end + 1])
                else { break }
            }
            end += 1
        }
        guard !run.isEmpty else { return nil }
        let hints = vocabulary.phraseHints(run[...])
        return Word(start: start, end: end, letters: run.count, digits: 0, hints: hints)
    }
}
