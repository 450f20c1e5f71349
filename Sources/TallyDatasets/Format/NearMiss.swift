/// Finds the word that a misspelt one was meant to be.
package enum NearMiss {
    /// The closest word, when few enough edits lead to it; the first one on a tie.
    package static func suggestion(for word: String, among words: [String]) -> String? {
        // Among words of three letters nearly everything is near: `tin` is not a misspelt `tip`.
        let length = word.unicodeScalars.count
        let limit = length < 4 ? 0 : length < 6 ? 1 : 2
        var best: (word: String, distance: Int)?
        for candidate in words {
            let distance = distance(word.lowercased(), candidate)
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.word
    }

    /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.unicodeScalars)
        let right = Array(right.unicodeScalars)
        guard abs(left.count - right.count) <= 2 else { return .max }
        var previous: [Int] = []
        var current = Array(0...right.count)
        for row in left.indices {
            var next = [row + 1]
            for column in right.indices {
                var cost = min(current[column + 1], next[column]) + 1
                cost = min(cost, current[column] + (left[row] == right[column] ? 0 : 1))
                let isSwap =
                    row > 0 && column > 0 && left[row] == right[column - 1]
                    && left[row - 1] == right[column]
                if isSwap { cost = min(cost, previous[column - 1] + 1) }
                next.append(cost)
            }
            (previous, current) = (current, next)
        }
        return current[right.count]
    }
}
