internal import Foundation
internal import TallyCore
internal import TallyStatistics

/// Makes the paired metrics of two runs; statistics.md rows 5, 6, 10, 11 and 14 define them.
struct PairedMetrics {
    let columns: PairedColumns
    /// What mistakes and reviews cost; `nil` when not stated.
    let economics: Economics?
    let seed: UInt64

    /// Those of the main table; what cannot be computed is left out.
    var headline: [PairedMetric] {
        let share = PairedMetric.Unit.share
        let optional: [PairedMetric?] = [
            rate("document_exact", \.exact),
            mean("field_accuracy", share, \.accuracy),
            mean("cost_per_document", .dollars, \.cost),
            costPerCorrect,
            expectedCost,
            latency,
            quantile("latency_p50", 0.5, \.time),
            quantile("latency_p95", 0.95, \.time),
            quantile("ttft_p50", 0.5, \.firstToken),
            mean("input_tokens", .tokens) { Double($0.inputTokens) },
            mean("output_tokens", .tokens) { Double($0.outputTokens) },
        ]
        return optional.compactMap(\.self)
    }

    /// The rate of right answers of each field, adjusted for their number.
    func fields(_ names: [String]) -> [PairedMetric] {
        let metrics = names.indices.compactMap { index in
            rate(names[index]) { result in
                guard result.fields.indices.contains(index), !result.fields[index].isNaN else {
                    return nil
                }
                return result.fields[index]
            }
        }
        return metrics.adjusted(by: Multiplicity.benjaminiHochberg)
    }

    /// A rate between 0 and 1: McNemar and Tango where trials are single and independent, else as a mean.
    ///
    /// `places` are those of some of the cases; `nil` takes all.
    func rate(
        _ name: String,
        at places: [Int]? = nil,
        _ value: (CaseResult) -> Double?
    ) -> PairedMetric? {
        let values = columns.values(at: places, value)
        guard values.isPlainBinary,
            let table = PairedBinary(candidate: values.a, baseline: values.b)
        else { return mean(name, .share, values) }
        return PairedMetric(
            name: name,
            unit: .share,
            baseline: values.b.reduce(0, +) / Double(values.b.count),
            candidate: values.a.reduce(0, +) / Double(values.a.count),
            difference: Tango.interval(table),
            p: table.midP,
            test: "mcnemar-mid-p"
        )
    }

    func mean(
        _ name: String,
        _ unit: PairedMetric.Unit,
        _ value: (CaseResult) -> Double?
    ) -> PairedMetric? {
        mean(name, unit, columns.values(value))
    }

    private func mean(
        _ name: String,
        _ unit: PairedMetric.Unit,
        _ values: PairedColumns.Values
    ) -> PairedMetric? {
        let infinite = -Double.infinity...Double.infinity
        guard !values.a.isEmpty,
            let sample = PairedDifference.sample(
                values.a,
                values.b,
                weights: values.weights,
                groups: values.groups
            ),
            let difference = Mean.interval(sample, bounds: unit == .share ? -1...1 : infinite)
        else { return nil }
        let test = permutation(sample)
        let change =
            unit == .share
            ? nil
            : RelativeChange(values.a, values.b, weights: values.weights, groups: values.groups)
        return PairedMetric(
            name: name,
            unit: unit,
            baseline: Sample(values.b, weights: values.weights).mean,
            candidate: Sample(values.a, weights: values.weights).mean,
            difference: sample.values.allSatisfy { $0 == 0 } && unit != .share
                ? exactly(0, n: sample.count) : difference,
            change: change?.interval(),
            p: test?.p,
            test: test?.method
        )
    }

    private func exactly(_ value: Double, n: Int) -> Estimate {
        Estimate(value: value, low: value, high: value, n: n, method: "exact")
    }

    private func permutation(_ differences: Sample) -> SignFlipTest? {
        guard let resamples = ResampleBudget.resamples(n: differences.count) else { return nil }
        return SignFlipTest(differences, seed: seed, resamples: resamples)
    }

    /// Dollars a correct document; failed trials cost and bring nothing.
    private var costPerCorrect: PairedMetric? {
        guard let ratio = RatioPair(columns) else { return nil }
        return ratio.difference.interval().map { difference in
            PairedMetric(
                name: "cost_per_correct",
                unit: .dollars,
                baseline: ratio.baseline,
                candidate: ratio.candidate,
                difference: difference,
                change: ratio.difference.relative()
            )
        }
    }

    /// Only where the cost of an error or of a review is stated.
    private var expectedCost: PairedMetric? {
        guard let economics, economics.error != nil || economics.review != nil else { return nil }
        return mean("expected_cost", .dollars) { economics.expectedCost(of: $0) }
    }

    /// The ratio of the geometric means, which is what a difference of logarithms tells.
    private var latency: PairedMetric? {
        let values = columns.values { $0.time.flatMap { $0 > 0 ? log($0) : nil } }
        guard !values.a.isEmpty,
            let sample = PairedDifference.sample(
                values.a,
                values.b,
                weights: values.weights,
                groups: values.groups
            ),
            let interval = Mean.interval(sample)
        else { return nil }
        var change = interval
        change.value = expm1(interval.value)
        change.low = expm1(interval.low)
        change.high = expm1(interval.high)
        let test = permutation(sample)
        return PairedMetric(
            name: "latency",
            unit: .secondsRatio,
            baseline: exp(Sample(values.b, weights: values.weights).mean),
            candidate: exp(Sample(values.a, weights: values.weights).mean),
            difference: change,
            change: change,
            p: test?.p,
            test: test?.method
        )
    }

    private func quantile(
        _ name: String,
        _ q: Double,
        _ value: (CaseResult) -> Double?
    ) -> PairedMetric? {
        let values = columns.values(value)
        guard let bootstrap = Bootstrap(seed: seed, n: values.a.count),
            let a = Quantile.nearestRank(q, of: values.a)?.value,
            let b = Quantile.nearestRank(q, of: values.b)?.value, a.isFinite, b.isFinite,
            let difference = PairedDifference.quantile(
                q,
                values.a,
                values.b,
                groups: values.groups,
                using: bootstrap
            )
        else { return nil }
        return PairedMetric(
            name: name,
            unit: .seconds,
            baseline: b,
            candidate: a,
            difference: difference,
            change: QuantileRatio(q, values.a, values.b, groups: values.groups, using: bootstrap)?
                .interval()
        )
    }
}

/// Cost and yield of both sides on the cases that have both.
struct RatioPair {
    let difference: RatioDifference
    let baseline: Double
    let candidate: Double

    /// `nil` without a case that both sides priced, and where a side has nothing correct.
    init?(_ columns: PairedColumns) {
        let costs = columns.values { $0.yield == nil ? nil : $0.cost }
        let yields = columns.values { $0.cost == nil ? nil : $0.yield }
        guard !costs.a.isEmpty,
            let difference = RatioDifference(
                .init(costs: costs.a, correct: yields.a),
                .init(costs: costs.b, correct: yields.b),
                weights: costs.weights,
                groups: costs.groups
            )
        else { return nil }
        func ratio(_ costs: [Double], _ yields: [Double], _ weights: [Double]?) -> Double {
            Sample(costs, weights: weights).mean / Sample(yields, weights: weights).mean
        }
        self.difference = difference
        candidate = ratio(costs.a, yields.a, costs.weights)
        baseline = ratio(costs.b, yields.b, costs.weights)
        guard candidate.isFinite, baseline.isFinite else { return nil }
    }
}

extension Economics {
    /// What a document costs in the end: C + P(flagged) c_review + P(wrong and not flagged) c_error, in dollars.
    func expectedCost(of result: CaseResult) -> Double? {
        guard let cost = result.cost, result.isScored else { return nil }
        return cost + result.flagged * (review ?? 0) + result.missed * (error ?? 0)
    }
}

extension [PairedMetric] {
    /// With adjusted p values, among those that have one.
    func adjusted(by method: ([Double]) -> [Double]?) -> [PairedMetric] {
        let places = indices.filter { self[$0].p != nil }
        guard let values = method(places.compactMap { self[$0].p }) else { return self }
        var metrics = self
        for (place, value) in zip(places, values) { metrics[place].adjusted = value }
        return metrics
    }
}
