package import TallyCore

/// A cascade's threshold, and what it is worth on cases that had no say in it.
///
/// Cross-fitting: each fold's cases are judged at the threshold that is best on all other folds. The pooled held-out
/// values estimate a threshold chosen this way on (1 - 1 / folds) of the cases; the curve's own best point would be too
/// good, having been picked for it. Sources: Chernozhukov et al. 2018 (cross-fitting); Stone 1974; Burman 1989 (what is
/// expected of the threshold on all cases).
package struct CascadeFit: Sendable {
    /// The best threshold on all cases: the one to use.
    ///
    /// Infinite where nothing is better than to hand everything over.
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

    /// What the threshold on all cases is worth on other ones.
    package let expected: Expectation

    /// Means at one given threshold, where the held-out values are means over those of the folds.
    package struct Expectation: Hashable, Sendable {
        package let accuracy: Estimate
        package let cost: Estimate
        package let escalated: Estimate
    }

    /// Whether each case was handed over, at the threshold that it had no say in.
    package let handedOver: [Bool]

    /// Cases of a group stay in one fold; `nil` with fewer cases or groups than folds, or fewer than 2 folds.
    ///
    /// `learn` gives signals for all cases as they are learned from some of them: then each fold's signals, too, are
    /// learned without its cases. `nil` takes the cascade's own, which are given and not learned.
    package init?(
        _ cascade: Cascade,
        goal: CascadeGoal,
        folds: Int = 5,
        seed: UInt64,
        learn: ((_ cases: [Int]) -> [Double]?)? = nil
    ) {
        guard let best = goal.best(of: cascade.curve),
            let places = Self.places(cascade, folds: folds, seed: seed)
        else { return nil }
        let cases = cascade.signals.indices
        var thresholds: [Double] = []
        var handedOver = [Bool](repeating: false, count: cascade.count)
        var doubts = [Int](repeating: 0, count: cascade.count)
        for fold in 0..<folds {
            let training = cases.filter { places[$0] != fold }
            let learned = learn.map { $0(training).flatMap(cascade.trusting) } ?? cascade
            guard let judge = learned, let point = goal.best(of: judge.curve(of: training))
            else { return nil }
            thresholds.append(point.threshold)
            for index in cases where judge.signals[index] < point.threshold {
                doubts[index] += 1
                if places[index] == fold { handedOver[index] = true }
            }
        }
        let held = Outcomes(cascade: cascade, shares: handedOver.map { $0 ? 1 : 0 })
        // Held out, and the difference that the threshold on all cases makes beside the folds' on the same cases.
        let corrected = cases.map { index in
            held.shares[index] + (cascade.signals[index] < best.threshold ? 1 : 0)
                - Double(doubts[index]) / Double(folds)
        }
        let own = Outcomes(cascade: cascade, shares: corrected)
        guard let accuracy = held.mean(0...1, cascade.accuracy),
            let cost = held.mean(0...Double.infinity, cascade.cost),
            let escalated = held.mean(0...1, { $1 ? 1 : 0 }),
            let expected = own.expectation,
            let better = held.mean(
                -1...1,
                { cascade.accuracy(of: $0, isHandedOver: $1) - cascade.strong.correct[$0] }
            ),
            let dearer = held.mean(
                -Double.infinity...Double.infinity,
                { cascade.cost(of: $0, isHandedOver: $1) - cascade.strong.costs[$0] }
            )
        else { return nil }
        threshold = best.threshold
        foldThresholds = thresholds
        self.handedOver = handedOver
        self.accuracy = accuracy
        self.cost = cost
        self.escalated = escalated
        self.expected = expected
        accuracyDifference = better
        costDifference = dearer
        let hasLatency = cascade.cheap.latencies != nil
        latency =
            hasLatency
            ? held.mean(0...Double.infinity) { cascade.latency(of: $0, isHandedOver: $1) ?? 0 }
            : nil
    }

    /// Every case with how far it was handed over: 0 or 1, or what differences make of these.
    private struct Outcomes {
        let cascade: Cascade
        let shares: [Double]

        func mean(
            _ range: ClosedRange<Double>,
            _ value: (_ index: Int, _ isHandedOver: Bool) -> Double
        ) -> Estimate? {
            let values = shares.enumerated().map {
                (1 - $1) * value($0, false) + $1 * value($0, true)
            }
            return Mean.interval(Sample(values, groups: cascade.groups), bounds: range)
        }

        var expectation: Expectation? {
            guard let accuracy = mean(0...1, cascade.accuracy),
                let cost = mean(0...Double.infinity, cascade.cost),
                let escalated = mean(0...1, { $1 ? 1 : 0 })
            else { return nil }
            return Expectation(accuracy: accuracy, cost: cost, escalated: escalated)
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
