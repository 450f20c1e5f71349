/// Knows which words hint at what, tolerant of letters that scanners confuse.
///
/// A word is found by a hash of its folded letters, so that a look-up needs no string.
struct Vocabulary: Sendable {
    static let shared = Vocabulary(
        words: Keywords.all,
        tolerant: Keywords.tolerant,
        phrases: Phrases.all
    )

    /// A phrase of a script without spaces; it is searched inside runs.
    struct Phrase: Sendable {
        let scalars: [Unicode.Scalar]
        let hint: Hint
    }

    private let table: [UInt64: Hint]
    private let misreadings: Misreadings
    private let phrases: [Phrase]

    /// - Parameters:
    ///   - words: Hints with their words, separated by spaces.
    ///   - tolerant: Those that are recognised with one wrong, lost or added letter as well.
    ///   - phrases: Hints with their phrases.
    init(words: [(Hint, String)], tolerant: [(Hint, String)], phrases: [(Hint, String)]) {
        var table: [UInt64: Hint] = [:]
        for (hint, list) in words {
            for word in list.split(separator: " ") {
                table[WordHash(word.unicodeScalars).value, default: []].formUnion(hint)
            }
        }
        self.table = table
        misreadings = Misreadings(tolerant)
        self.phrases = phrases.flatMap { hint, list in
            list.split(separator: " ")
                .map { Phrase(scalars: Array($0.unicodeScalars), hint: hint) }
        }
    }

    /// The hints of a Latin word; of a word unknown as a whole, those of its parts when it is made of known ones.
    func hints(_ word: ArraySlice<Unicode.Scalar>) -> Hint {
        if let hint = table[WordHash(word).value] { return hint }
        guard word.count >= 4, word.count <= 40 else { return [] }
        let parts = word.count >= 6 ? partHints(word) : []
        return parts.isEmpty ? misreadings.hints(word) : parts
    }

    /// Lost spaces glue words: "TOTALAMOUNT" is read as "TOTAL" and "AMOUNT", longest parts first.
    private func partHints(_ word: ArraySlice<Unicode.Scalar>) -> Hint {
        var hints: Hint = []
        var start = word.startIndex
        while start < word.endIndex {
            var hash = WordHash()
            var longest: (end: Int, hint: Hint)?
            for position in start..<word.endIndex {
                hash.add(word[position])
                guard position - start >= 2, let hint = table[hash.value] else { continue }
                longest = (position + 1, hint)
            }
            guard let longest else { return [] }
            hints.formUnion(longest.hint)
            start = longest.end
        }
        return hints
    }

    /// The hints of all phrases found in a run of Japanese.
    func phraseHints(_ run: ArraySlice<Unicode.Scalar>) -> Hint {
        var hints: Hint = []
        for phrase in phrases where Self.contains(run, phrase.scalars) {
            hints.formUnion(phrase.hint)
        }
        return hints
    }

    private static func contains(_ run: ArraySlice<Unicode.Scalar>, _ phrase: [Unicode.Scalar])
        -> Bool
    {
        guard let first = phrase.first, run.count >= phrase.count else { return false }
        for start in run.startIndex...(run.endIndex - phrase.count) where run[start] == first {
            if run[start..<start + phrase.count].elementsEqual(phrase) { return true }
        }
        return false
    }
}
