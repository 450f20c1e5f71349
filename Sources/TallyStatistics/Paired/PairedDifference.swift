package import TallyCore

/// Differences of two sides on the same cases: accuracy, cost, or the logarithm of a latency.
///
/// Every function takes one value a case on each side, in the same order; repeats are averaged before.
package enum PairedDifference {
    /// d_i = a_i - b_i with weights and groups; `nil` when the sides differ in length or a difference is not finite.
    package static func sample(
        _ a: [Double],
        _ b: [Double],
        weights: [Double]? = nil,
        groups: [Int]? = nil
    ) -> Sample? {
        guard a.count == b.count, weights.map({ $0.count == a.count }) ?? true,
            groups.map({ $0.count == a.count }) ?? true
        else { return nil }
        let sample = Sample(zip(a, b).map { $0 - $1 }, weights: weights, groups: groups)
        return sample.isFinite ? sample : nil
    }

    /// The mean of a - b with a t interval, cluster-robust with groups; see `Mean.interval`.
    ///
    /// `range` is where a difference can lie: -1...1 for scores between 0 and 1. Right-or-wrong outcomes without repeats
    /// and groups are better served by `Tango`.
    package static func mean(
        _ a: [Double],
        _ b: [Double],
        weights: [Double]? = nil,
        groups: [Int]? = nil,
        range: ClosedRange<Double> = -Double.infinity...Double.infinity
    ) -> Estimate? {
        sample(a, b, weights: weights, groups: groups)
            .flatMap { Mean.interval($0, bounds: range) }
    }

    /// The mean of a - b over resamples of pairs, or of groups of pairs; `nil` as for `Mean.distribution`.
    package static func distribution(
        _ a: [Double],
        _ b: [Double],
        weights: [Double]? = nil,
        groups: [Int]? = nil,
        using bootstrap: Bootstrap
    ) -> BootstrapDistribution? {
        sample(a, b, weights: weights, groups: groups)
            .flatMap { Mean.distribution($0, using: bootstrap) }
    }
}
