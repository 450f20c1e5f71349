internal import TallyCore

/// Compares the items of an answer with the truth's by optimal assignment.
///
/// Two items are as similar as the annotated subfields of the true one agree: description 0.5 (normalised Levenshtein
/// similarity, 0 below one half), amount 0.3, quantity 0.1, unit price 0.1 (equal or not), over the sum of the weights
/// that are annotated. The assignment maximises the sum of similarities; pairs below the gate of 0.5 are no pairs.
enum LineItemScorer {
    /// A pair must be at least as similar.
    static let gate = 0.5
    /// Answered items beyond these find no partner: the assignment's cost must not be the answer's to choose.
    static let longest = 1_000

    static func score(
        _ expected: JSONValue,
        _ answered: JSONValue?,
        _ reading: Reading
    ) -> LineItemScore {
        let truths = (expected.array ?? []).map { LineItem($0, reading) }
        let answers = read(answered ?? .null, beside: truths.count, reading)
        var score = LineItemScore(
            expected: truths.count,
            predicted: answered?.array?.count ?? 0,
            correct: 0,
            matched: 0,
            subfields: [:]
        )
        var tally = [LineItemScore.Subfield](
            repeating: .init(),
            count: LineItemField.allCases.count
        )
        for (row, column) in pairs(truths, answers) {
            score.matched += 1
            if compare(truths[row], answers[column], &tally) { score.correct += 1 }
        }
        for (field, subfield) in zip(LineItemField.allCases, tally) where subfield.annotated > 0 {
            score.subfields[field.rawValue] = subfield
        }
        return score
    }

    /// The answered items that are looked at beside so many true ones.
    static func read(_ answered: JSONValue, beside count: Int, _ reading: Reading) -> [LineItem] {
        (answered.array ?? []).prefix(max(longest, 2 * count)).map { LineItem($0, reading) }
    }

    /// Counts the annotated subfields of a pair; true when all agree.
    private static func compare(
        _ truth: LineItem,
        _ answer: LineItem,
        _ tally: inout [LineItemScore.Subfield]
    ) -> Bool {
        var isCorrect = true
        for (index, field) in LineItemField.allCases.enumerated()
        where truth[field] != .unannotated {
            tally[index].annotated += 1
            if truth[field].agrees(with: answer[field]) {
                tally[index].correct += 1
            } else {
                isCorrect = false
            }
        }
        return isCorrect
    }

    /// The pairs of the optimal assignment that pass the gate.
    static func pairs(
        _ truths: [LineItem],
        _ answers: [LineItem]
    ) -> [(truth: Int, answer: Int)] {
        if let pairs = inOrder(truths, answers) { return pairs }
        var weights: [Double] = []
        weights.reserveCapacity(truths.count * answers.count)
        for truth in truths {
            for answer in answers {
                weights.append(truth.similarity(to: answer, gate: gate))
            }
        }
        let columns = Assignment.maximal(weights, rows: truths.count, columns: answers.count)
        return columns.enumerated().compactMap { row, column in
            guard let column, weights[row * answers.count + column] > 0 else { return nil }
            return (row, column)
        }
    }

    /// The pairing of a perfect answer, which no assignment can better.
    private static func inOrder(
        _ truths: [LineItem],
        _ answers: [LineItem]
    ) -> [(truth: Int, answer: Int)]? {
        guard truths.count == answers.count,
            zip(truths, answers).allSatisfy({ $0.agrees(with: $1) })
        else { return nil }
        return truths.indices.map { ($0, $0) }
    }
}
