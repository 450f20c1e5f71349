extension Mean {
    /// The mean's distribution over resamples of cases, or of groups where there are any; `nil` as for `interval`.
    ///
    /// Also `nil` for a constant sample and for a single case or group: a resample of those only repeats them, and
    /// `interval` says what they may have missed.
    package static func distribution(
        _ sample: Sample,
        using bootstrap: Bootstrap
    ) -> BootstrapDistribution? {
        guard sample.independentCount > 1, sample.isFinite, !sample.isConstant else { return nil }
        return bootstrap.distribution(of: sample.rows, n: sample.count) { $0[0] / $0[1] }
    }
}

extension Sample {
    /// For each case, or each group, the weighted sum of its values and the sum of its weights.
    var rows: [SIMD2<Double>] {
        let weights = weights ?? Array(repeating: 1, count: count)
        let sums = groupSums(zip(weights, values).map { $0 * $1 })
        return zip(sums, groupSums(weights)).map { SIMD2($0, $1) }
    }
}
