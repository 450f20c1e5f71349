/// Recognises a word with one wrong, lost or added letter.
///
/// Two words are one edit apart when they, or they less one letter each, are equal (symmetric deletion,
/// the idea of SymSpell); a table of all words less one letter makes that a few look-ups.
struct Misreadings: Sendable {
    /// Shorter words have too many neighbours.
    static let minLength = 5
    static let maxLength = 16

    private var words: [UInt64: Hint] = [:]
    private var shortened: [UInt64: Hint] = [:]

    init(_ lists: [(Hint, String)]) {
        for (hint, list) in lists {
            for word in list.split(separator: " ") where word.utf8.count >= Self.minLength {
                let letters = Self.letters(word.unicodeScalars)
                words[Self.hash(letters, without: nil), default: []].formUnion(hint)
                for index in letters.indices {
                    shortened[Self.hash(letters, without: index), default: []].formUnion(hint)
                }
            }
        }
    }

    /// The hints of the words one edit away.
    func hints(_ word: ArraySlice<Unicode.Scalar>) -> Hint {
        guard (Self.minLength - 1...Self.maxLength).contains(word.count) else { return [] }
        let letters = Self.letters(word)
        // A letter was lost.
        if let hint = shortened[Self.hash(letters, without: nil)] { return hint }
        guard letters.count >= Self.minLength else { return [] }
        for index in letters.indices {
            let hash = Self.hash(letters, without: index)
            // A letter was added, or one was read as another.
            if let hint = words[hash] ?? shortened[hash] { return hint }
        }
        return []
    }

    private static func letters(_ scalars: some Sequence<Unicode.Scalar>) -> [UInt8] {
        scalars.compactMap { ScalarFold.letter($0).map(ScalarFold.lookalike) }
    }

    private static func hash(_ letters: [UInt8], without gap: Int?) -> UInt64 {
        var hash = WordHash()
        for index in letters.indices where index != gap { hash.add(letters[index]) }
        return hash.value
    }
}
