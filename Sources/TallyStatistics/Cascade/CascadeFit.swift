package import TallyCore

/// A cascade's threshold, and what it is worth on cases that had no say in it.
///
/// Cross-fitting: each fold's cases are judged at the threshold that is best on all other folds. The pooled held-out
/// values estimate a threshold chosen this way on (1 - 1 / folds) of the cases; the curve's own best point would be too
/// good, having been picked for it. Source: Chernozhukov et al. 2018 (cross-fitting); Stone 1974.
package struct CascadeFit: Sendable {
    /// The best threshold on all cases: the one to use.
    package let threshold: Double
    /// Those of the folds; when they differ much, the threshold is not settled.
    package let foldThresholds: [Double]
    /// Held out: the mean over cases with a t interval, cluster-robust with groups.
    package let accuracy: Estimate
    package let cost: Estimate
    package let latency: Estimate?
    package let escalated: Estimate
    /// Held out: cascade less strong model on the same cases.
    package let accuracyDifference: Estimate
    package let costDifference: Estimate

    /// Cases of a group stay in one fold; `nil` with fewer cases or groups than folds, or fewer than 2 folds.
    package init?(_ cascade: Cascade, goal: CascadeGoal, folds: Int = 5, seed: UInt64) {
        guard let best = goal.best(of: cascade.curve),
            let places = Self.places(cascade, folds: folds, seed: seed)
        else { return nil }
        let cases = cascade.signals.indices
        let thresholds = (0..<folds).compactMap { fold in
            goal.best(of: cascade.curve(of: cases.filter { places[$0] != fold }))?.threshold
        }
        guard thresholds.count == folds else { return nil }
        let held = HeldOut(cascade: cascade, thresholds: places.map { thresholds[$0] })
        guard let accuracy = held.mean(0...1, cascade.accuracy),
            let cost = held.mean(0...Double.infinity, cascade.cost),
            let escalated = held.mean(0...1, { cascade.signals[$0] < $1 ? 1 : 0 }),
            let better = held.mean(
                -1...1,
                { cascade.accuracy(of: $0, at: $1) - cascade.strong.correct[$0] }
            ),
            let dearer = held.mean(
                -Double.infinity...Double.infinity,
                { cascade.cost(of: $0, at: $1) - cascade.strong.costs[$0] }
            )
        else { return nil }
        threshold = best.threshold
        foldThresholds = thresholds
        self.accuracy = accuracy
        self.cost = cost
        self.escalated = escalated
        accuracyDifference = better
        costDifference = dearer
        let hasLatency = cascade.cheap.latencies != nil
        latency =
            hasLatency
            ? held.mean(0...Double.infinity) { cascade.latency(of: $0, at: $1) ?? 0 } : nil
    }

    /// Every case with the threshold that it had no say in.
    private struct HeldOut {
        let cascade: Cascade
        let thresholds: [Double]

        func mean(
            _ range: ClosedRange<Double>,
            _ value: (_ index: Int, _ threshold: Double) -> Double
        ) -> Estimate? {
            let values = thresholds.enumerated().map { value($0, $1) }
            return Mean.interval(Sample(values, groups: cascade.groups), bounds: range)
        }
    }

    /// The fold of each case: cases, or groups, in a seeded order, dealt out in turn.
    private static func places(_ cascade: Cascade, folds: Int, seed: UInt64) -> [Int]? {
        let grouping = Grouping(cascade.groups, count: cascade.count)
        guard folds > 1, grouping.sizes.count >= folds else { return nil }
        var generator = SeededGenerator(seed: seed, stream: "folds")
        var order = Array(grouping.sizes.indices)
        for last in stride(from: order.count - 1, to: 0, by: -1) {
            order.swapAt(last, generator.below(last + 1))
        }
        var folding = [Int](repeating: 0, count: order.count)
        for (place, group) in order.enumerated() { folding[group] = place % folds }
        return grouping.numbers.map { folding[$0] }
    }
}
