import TallyCore
import TallyScoring
import Testing

@Suite struct AssignmentTests {
    @Test(arguments: 1...200)
    func `finds the best of all pairings`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let (rows, columns) = (1 + generator.below(5), 1 + generator.below(5))
        let weights = (0..<rows * columns).map { _ in Double(generator.below(5)) / 4 }
        let pairs = Assignment.maximal(weights, rows: rows, columns: columns)
        let used = pairs.compactMap(\.self)
        #expect(Set(used).count == used.count && used.count == min(rows, columns))
        let sum = pairs.enumerated().reduce(0) { sum, pair in
            sum + (pair.element.map { weights[pair.offset * columns + $0] } ?? 0)
        }
        #expect(abs(sum - best(weights, row: 0, rows: rows, columns: columns, used: [])) < 1e-9)
    }

    @Test(arguments: [(0, 0), (0, 3), (3, 0)])
    func `pairs nothing with nothing`(rows: Int, columns: Int) {
        let pairs = Assignment.maximal([], rows: rows, columns: columns)
        #expect(pairs == Array(repeating: nil, count: rows))
    }

    private func best(
        _ weights: [Double],
        row: Int,
        rows: Int,
        columns: Int,
        used: Set<Int>
    ) -> Double {
        guard row < rows else { return 0 }
        var sums = [best(weights, row: row + 1, rows: rows, columns: columns, used: used)]
        for column in 0..<columns where !used.contains(column) {
            let rest = best(
                weights,
                row: row + 1,
                rows: rows,
                columns: columns,
                used: used.union([column])
            )
            sums.append(weights[row * columns + column] + rest)
        }
        return sums.max() ?? 0
    }
}
