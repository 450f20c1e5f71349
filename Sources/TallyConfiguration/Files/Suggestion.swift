/// Finds what a mistyped word was meant to be.
enum Suggestion {
    /// `did you mean "gpt-4o"?`, or the whole choice when it is short; `nil` when nothing helps.
    static func text(for word: String, among candidates: [String]) -> String? {
        if let nearest = nearest(to: word, among: candidates) {
            return "did you mean \(quoted(nearest))?"
        }
        guard !candidates.isEmpty, candidates.count <= 12 else { return nil }
        return "known: " + candidates.joined(separator: ", ")
    }

    /// The closest candidate within a third of the word's length (at least 2).
    ///
    /// Of equals one of the word's own length wins, else the first.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let length = word.unicodeScalars.count
        var best: (candidate: String, rank: Int)?
        for candidate in candidates {
            let distance = distance(word.lowercased(), candidate.lowercased())
            // A word that shares no letter with the candidate is no misspelling of it.
            guard distance <= max(2, length / 3), distance < candidate.unicodeScalars.count else {
                continue
            }
            let rank = 2 * distance + (candidate.unicodeScalars.count == length ? 0 : 1)
            if best.map({ rank < $0.rank }) ?? true { best = (candidate, rank) }
        }
        return best?.candidate
    }

    /// Edits that turn one word into the other, a swap of neighbours being one.
    ///
    /// Source: optimal string alignment (Damerau 1964), over code points.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.unicodeScalars.prefix(100))
        let right = Array(right.unicodeScalars.prefix(100))
        var before: [Int] = []
        var previous = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let isEqual = left[row] == right[column]
                var cost = min(previous[column] + (isEqual ? 0 : 1), previous[column + 1] + 1)
                cost = min(cost, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    cost = min(cost, before[column - 1] + 1)
                }
                current.append(cost)
            }
            before = previous
            previous = current
        }
        return previous[right.count]
    }
}
