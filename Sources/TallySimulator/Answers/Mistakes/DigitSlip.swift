internal import TallyCore

/// Slips in a run of digits: the errors of a tired reader or of a poor scan.
enum DigitSlip {
    /// Two neighbouring digits change places; `nil` when no swap gives another well-formed number.
    static func swapped(_ text: String, _ draws: inout SeededGenerator) -> String? {
        let characters = Array(text)
        let digits = characters.indices.filter { isDigit(characters[$0]) }
        let variants = zip(digits, digits.dropFirst()).compactMap { first, second -> String? in
            guard characters[first] != characters[second] else { return nil }
            var swapped = characters
            swapped.swapAt(first, second)
            return wellFormed(swapped)
        }
        return variants.isEmpty ? nil : draws.pick(variants)
    }

    /// One digit is taken for one that looks like it.
    static func confused(_ text: String, _ draws: inout SeededGenerator) -> String? {
        let characters = Array(text)
        let variants = characters.indices.compactMap { index -> String? in
            guard let twin = lookalikes[characters[index]] else { return nil }
            var confused = characters
            confused[index] = twin
            return wellFormed(confused)
        }
        return variants.isEmpty ? nil : draws.pick(variants)
    }

    private static let lookalikes: [Character: Character] = [
        "0": "8", "1": "7", "2": "7", "3": "8", "4": "9", "5": "6", "6": "8", "7": "1", "8": "3",
        "9": "4",
    ]

    private static func isDigit(_ character: Character) -> Bool {
        character.isASCII && character.isNumber
    }

    /// A JSON number has no leading zero.
    private static func wellFormed(_ characters: [Character]) -> String? {
        let digits = characters.drop { $0 == "-" }
        if digits.first == "0", let second = digits.dropFirst().first, isDigit(second) {
            return nil
        }
        return String(characters)
    }
}
