/// Puts letters back where a scanner read digits: "L0wer" is "Lower".
enum OCRRepair {
    /// Repairs the words of a text that are letters but for look-alike digits.
    static func words(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false)
            .map { word(String($0)) }
            .joined(separator: " ")
    }

    private static func word(_ word: String) -> String {
        let scalars = Array(word.unicodeScalars)
        let digits = scalars.count { ScalarFold.isDigit($0) }
        let letters = scalars.count { !ScalarFold.isDigit($0) && ScalarFold.letter($0) != nil }
        // "99", "A4" and "No.59" stay what they are.
        guard digits > 0, digits <= 2, letters >= 3 * digits else { return word }
        let isCapital = scalars.allSatisfy { !(0x61...0x7A).contains($0.value) }
        var repaired = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            repaired.append(letter(scalar, isCapital: isCapital || index == 0) ?? scalar)
        }
        return String(repaired)
    }

    private static func letter(_ scalar: Unicode.Scalar, isCapital: Bool) -> Unicode.Scalar? {
        switch scalar {
        case "0": isCapital ? "O" : "o"
        case "1": isCapital ? "I" : "l"
        case "5": isCapital ? "S" : "s"
        case "8": "B"
        case "6": "G"
        default: nil
        }
    }
}
