internal import TallyCore
internal import TallyStatistics

/// One value a case, ready for an interval: with the case's weight and its group.
struct CaseSample {
    private let sample: Sample

    init(_ tallies: [CaseTally], value: (CaseTally) -> Double?) {
        var columns = Columns()
        var values: [Double] = []
        for tally in tallies {
            guard let value = value(tally) else { continue }
            values.append(value)
            columns.add(tally)
        }
        sample = Sample(values, weights: columns.weights, groups: columns.groups)
    }

    /// The rate of values between 0 and 1; `trials` is the number of repeats of each.
    func rate(repeats: Int) -> Estimate? {
        Proportion.interval(sample, trials: sample.count * repeats)
    }

    /// The mean of scores between 0 and 1.
    var score: Estimate? { Mean.interval(sample, bounds: 0...1) }

    /// The mean of amounts, none negative; where nothing costs anything that is exact.
    var amount: Estimate? {
        if sample.count > 0, sample.values.allSatisfy({ $0 == 0 }) {
            return Estimate(value: 0, low: 0, high: 0, n: sample.count, method: "exact")
        }
        return Mean.interval(sample, bounds: 0...Double.infinity)
    }

    /// The sum of one value over the sum of another, over the cases that have both; `nil` when the other is 0.
    static func ratio(
        _ tallies: [CaseTally],
        of numerator: (CaseTally) -> Double?,
        per denominator: (CaseTally) -> Double?
    ) -> Estimate? {
        var columns = Columns()
        var numerators: [Double] = []
        var denominators: [Double] = []
        for tally in tallies {
            guard let upper = numerator(tally), let lower = denominator(tally) else { continue }
            numerators.append(upper)
            denominators.append(lower)
            columns.add(tally)
        }
        let ratio = Ratio.interval(
            numerators,
            per: denominators,
            weights: columns.weights,
            groups: columns.groups
        )
        return ratio.flatMap { $0.value.isFinite ? $0 : nil }
    }

    /// Weight and group of each case, kept only where one of them says something.
    private struct Columns {
        private(set) var weights: [Double]?
        private(set) var groups: [Int]?
        private var count = 0

        mutating func add(_ tally: CaseTally) {
            if weights == nil, tally.weight != 1 { weights = Array(repeating: 1, count: count) }
            weights?.append(tally.weight)
            // A case without a group is a group of its own, numbered below all others.
            if groups == nil, tally.group != nil { groups = (0..<count).map { -1 - $0 } }
            groups?.append(tally.group.map { Int($0) } ?? -1 - count)
            count += 1
        }
    }
}
