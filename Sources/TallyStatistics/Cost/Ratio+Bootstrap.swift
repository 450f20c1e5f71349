extension Ratio {
    /// Sum of numerators over sum of denominators over resamples of cases, or groups; `nil` as for `interval`.
    ///
    /// Also `nil` for a single case or group, and when no denominator is above 0. A resample without any is infinite.
    package static func distribution(
        _ numerators: [Double],
        per denominators: [Double],
        weights: [Double]? = nil,
        groups: [Int]? = nil,
        using bootstrap: Bootstrap
    ) -> BootstrapDistribution? {
        let costs = Sample(numerators, weights: weights, groups: groups)
        let correct = Sample(denominators, weights: weights, groups: groups)
        guard costs.independentCount > 1, costs.count == correct.count, costs.isFinite,
            correct.isFinite, correct.mean > 0
        else { return nil }
        let rows = zip(costs.rows, correct.rows).map { SIMD2($0[0], $1[0]) }
        return bootstrap.distribution(of: rows, n: costs.count) {
            $0[1] > 0 ? $0[0] / $0[1] : .infinity
        }
    }
}
