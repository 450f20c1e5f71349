/// The months' names in English, Malay, German and French by their first letters.
enum MonthName {
    /// Longer beginnings first where a shorter one would hide them.
    private static let beginnings: [(String, Int)] = [
        ("JAN", 1), ("FEV", 2), ("FEB", 2), ("MARS", 3), ("MAR", 3), ("MAC", 3), ("APR", 4),
        ("AVR", 4), ("MAY", 5), ("MAI", 5), ("MEI", 5), ("JUIN", 6), ("JUIL", 7), ("JUN", 6),
        ("JUL", 7), ("AUG", 8), ("AOU", 8), ("OGO", 8), ("SEP", 9), ("OCT", 10), ("OKT", 10),
        ("NOV", 11), ("DEC", 12), ("DEZ", 12), ("DIS", 12),
    ]

    private static let folded: [(letters: [UInt8], number: Int)] = beginnings.map { name, number in
        (name.utf8.map(ScalarFold.lookalike), number)
    }

    static func number(_ word: ArraySlice<Unicode.Scalar>) -> Int? {
        let letters = word.prefix(4).compactMap { ScalarFold.letter($0).map(ScalarFold.lookalike) }
        return folded.first { letters.starts(with: $0.letters) }?.number
    }
}
