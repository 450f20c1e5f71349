/// Values of cases, with the weight and the group of each: what every interval starts from.
///
/// One value a case: repeats are averaged before they come here.
package struct Sample: Sendable {
    package let values: [Double]
    /// `nil` when every case counts the same.
    package let weights: [Double]?
    /// A number for each case's group (merchant, template, duplicate set); `nil` when cases are independent.
    package let groups: [Int]?
    private let grouping: Grouping?

    /// Weights that are all equal and groups of one case each are dropped: they say nothing.
    ///
    /// Weights and groups must be as many as the values; a case of weight 0 or less does not count.
    package init(_ values: [Double], weights: [Double]? = nil, groups: [Int]? = nil) {
        precondition(weights.map { $0.count == values.count } ?? true)
        precondition(groups.map { $0.count == values.count } ?? true)
        var (values, weights, groups) = (values, weights, groups)
        if let all = weights, !all.allSatisfy({ $0 > 0 }) {
            let kept = all.indices.filter { all[$0] > 0 }
            values = kept.map { values[$0] }
            weights = kept.map { all[$0] }
            groups = groups.map { groups in kept.map { groups[$0] } }
        }
        self.values = values
        self.weights = weights.flatMap { all in all.allSatisfy { $0 == all[0] } ? nil : all }
        let grouping = groups.map(Grouping.init)
        let isGrouped = grouping.map { $0.sizes.count < values.count } ?? false
        self.groups = isGrouped ? groups : nil
        self.grouping = isGrouped ? grouping : nil
    }

    package var count: Int { values.count }

    /// The mean; NaN when there are no values.
    package var mean: Double { weightedSum(values) / totalWeight }

    package var isConstant: Bool { values.allSatisfy { $0 == values.first } }

    /// NaN and infinities have no mean; what starts from them is `nil`.
    package var isFinite: Bool {
        values.allSatisfy(\.isFinite) && (weights ?? []).allSatisfy(\.isFinite)
    }

    /// Cases, or groups where there are any: what is drawn independently.
    package var independentCount: Int { grouping?.sizes.count ?? count }

    var totalWeight: Double { weights.map { $0.reduce(0, +) } ?? Double(count) }

    func weightedSum(_ values: [Double]) -> Double {
        weights.map { zip($0, values).reduce(0) { $0 + $1.0 * $1.1 } } ?? values.reduce(0, +)
    }

    /// The variance of the mean of `deviations`, which are values less their mean; `nil` below two independent draws.
    ///
    /// Without weights and groups s^2 / n. With groups Miller 2024 (arXiv 2411.00640) and the small-sample factor:
    /// G/(G-1) (s^2/n + (1/n^2) sum over groups of the cross products). Weights enter by linearisation of the weighted
    /// mean, each deviation d_i as w_i d_i n / sum(w) (Cochran 1977, 6.4); equal weights give the unweighted formula.
    func varianceOfMean(_ deviations: [Double]) -> Double? {
        guard count > 1, independentCount > 1 else { return nil }
        let n = Double(count)
        let total = totalWeight
        let scaled =
            weights.map { weights in
                zip(weights, deviations).map { $0 * $1 * n / total }
            } ?? deviations
        let squares = scaled.reduce(0) { $0 + $1 * $1 }
        let independent = squares / (n - 1) / n
        guard groups != nil else { return independent }
        let sums = groupSums(scaled)
        let cross = sums.reduce(0) { $0 + $1 * $1 } - squares
        let g = Double(sums.count)
        return max(0, g / (g - 1) * (independent + cross / (n * n)))
    }

    /// The sum of `values` within each group, in the order in which the groups appear; each value alone without groups.
    func groupSums(_ values: [Double]) -> [Double] {
        grouping?.sums(values) ?? values
    }
}
