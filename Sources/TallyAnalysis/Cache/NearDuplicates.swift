internal import TallyCore
internal import TallyScoring

/// What a cache would give that answers documents by those that are nearly the same, and how often it would be wrong.
///
/// Documents come in order. Each is answered by the stored one with which it shares the most words, if they share
/// enough; otherwise it is asked for and stored. Similarity is Jaccard's: the words in common over all words of both.
struct NearDuplicates {
    private static let similarities = [1, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5]

    private let items: [Case]
    private let words: [[Int]]
    private let vocabulary: Int
    private let scorer: Scorer

    init(_ items: [Case], scorer: Scorer) {
        self.items = items
        self.scorer = scorer
        var numbers: [Substring: Int] = [:]
        words = items.map { item in
            let text = Substring((item.text ?? "").lowercased())
            let own = Set(text.split(whereSeparator: \.isWhitespace))
            return own.map { word in
                let number = numbers[word] ?? numbers.count
                numbers[word] = number
                return number
            }
        }
        vocabulary = numbers.count
    }

    var outcomes: [CacheReport.Near] { Self.similarities.map(outcome) }

    private func outcome(similarity: Double) -> CacheReport.Near {
        var holders = [[Int]](repeating: [], count: vocabulary)
        var common = [Int](repeating: 0, count: items.count)
        var near = CacheReport.Near(similarity: similarity, hits: 0, wrong: 0)
        for index in items.indices {
            var met: [Int] = []
            for word in words[index] {
                for holder in holders[word] {
                    if common[holder] == 0 { met.append(holder) }
                    common[holder] += 1
                }
            }
            var best: (index: Int, similarity: Double)?
            for holder in met {
                let union = words[index].count + words[holder].count - common[holder]
                let share = Double(common[holder]) / Double(union)
                if share > best?.similarity ?? 0 { best = (holder, share) }
                common[holder] = 0
            }
            if let best, best.similarity >= similarity {
                near.hits += 1
                near.wrong += isRight(items[best.index], for: items[index]) ? 0 : 1
            } else {
                for word in words[index] { holders[word].append(index) }
            }
        }
        return near
    }

    /// Whether the truth of one document is right for another.
    private func isRight(_ stored: Case, for item: Case) -> Bool {
        let score = scorer.score(
            expected: item.expected,
            predicted: stored.expected,
            locale: item.locale,
            merchantIsSlug: item.tags.contains("merchant-slug")
        )
        return score.isDocumentExact ?? false
    }
}
