package import TallyCore
internal import TallyStatistics

/// The Pareto front of runs on the cases they all have (statistics.md row 13).
package enum Front {
    /// Points in the order of the runs; empty with fewer than two, or where a cost or score is missing.
    package static func points(
        _ runs: [ComparedRun],
        on columns: [[CaseResult]],
        seed: UInt64
    ) -> [Comparison.FrontPoint] {
        guard runs.count > 1, runs.count == columns.count else { return [] }
        let usable = (columns.first ?? []).indices.filter { index in
            columns.allSatisfy { $0[index].cost != nil && $0[index].exact != nil }
        }
        let variants = columns.map { results in
            Pareto.Variant(
                costs: usable.map { results[$0].cost ?? 0 },
                correct: usable.map { results[$0].exact ?? 0 }
            )
        }
        guard let points = Pareto.points(variants) else { return [] }
        let (front, hull) = (Pareto.front(points), Pareto.hull(points))
        let cases = usable.map { columns[0][$0] }
        let groups = PairedColumns(baseline: cases, candidate: cases).values { _ in 0 }.groups
        let probabilities = Bootstrap(seed: seed, n: usable.count).flatMap {
            Pareto.frontProbability(variants, groups: groups, using: $0)
        }
        return runs.indices.map { index in
            Comparison.FrontPoint(
                name: runs[index].name,
                isSimulated: runs[index].isSimulated,
                cost: points[index].cost,
                accuracy: points[index].accuracy,
                isOnFront: front.contains(index),
                isOnHull: hull.contains(index),
                probability: probabilities?[index]
            )
        }
    }
}
