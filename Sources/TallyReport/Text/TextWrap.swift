/// Breaks text between words.
package enum TextWrap {
    /// Lines of at most so many columns; a longer word stands alone and runs over.
    package static func lines(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in words(text) {
            if !line.isEmpty, DisplayWidth.of(line) + 1 + DisplayWidth.of(word) > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// The words of a text; a sign of per cent stays with its number.
    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").reduce(into: []) { words, word in
            if word.hasPrefix("%"), let last = words.indices.last {
                words[last] += " " + word
            } else {
                words.append(String(word))
            }
        }
    }
}
