internal import TallyCore

/// A wrong text: its end is missing, a character is misread or dropped, or there is none.
enum TextMistake {
    static func draw(_ truth: JSONValue, _ draws: inout SeededGenerator) -> JSONValue {
        guard let text = truth.string, !text.isEmpty else { return truth.isNull ? "Total" : .null }
        let wrong: String? =
            switch draws.below(10) {
            case 0..<4: truncated(text, &draws)
            case 4..<8: misread(text, &draws)
            case 8: dropped(text, &draws)
            default: nil
            }
        return .optional(wrong)
    }

    /// The last word or two are missing, or half of a single word.
    static func truncated(_ text: String, _ draws: inout SeededGenerator) -> String? {
        let words = text.split(separator: " ")
        guard words.count > 1 else {
            return text.count > 1 ? String(text.prefix((text.count + 1) / 2)) : nil
        }
        let kept = max(1, words.count - 1 - draws.below(2))
        return words.prefix(kept).joined(separator: " ")
    }

    /// One character is taken for one that looks like it.
    static func misread(_ text: String, _ draws: inout SeededGenerator) -> String? {
        let characters = Array(text)
        let places = characters.indices.filter { lookalikes[characters[$0]] != nil }
        guard !places.isEmpty else { return dropped(text, &draws) }
        var misread = characters
        let place = draws.pick(places)
        misread[place] = lookalikes[characters[place]] ?? misread[place]
        return String(misread)
    }

    private static func dropped(_ text: String, _ draws: inout SeededGenerator) -> String? {
        var characters = Array(text)
        let places = characters.indices.filter {
            characters[$0].isLetter || characters[$0].isNumber
        }
        guard places.count > 1 else { return nil }
        characters.remove(at: draws.pick(places))
        return String(characters)
    }

    private static let lookalikes: [Character: Character] = [
        "O": "0", "o": "0", "0": "O", "I": "1", "l": "1", "1": "l", "S": "5", "s": "5", "5": "S",
        "B": "8", "8": "B", "Z": "2", "z": "2", "2": "Z", "G": "6", "6": "G", "e": "c", "E": "F",
        "n": "h", "N": "M", "u": "v", "a": "o", "A": "4",
    ]
}
