/// What has to be told to a backend that adds values up and knows no totals: the difference to what it took before.
struct MetricDeltas: Sendable {
    /// A value, and the totals that it brings the backend to, by series.
    struct Change: Sendable {
        var datum: MetricDatum
        fileprivate var totals: [String: Double]
    }

    /// Totals that were taken, by series.
    private var taken: [String: Double] = [:]

    /// Notes that the backend took all that these have to tell.
    mutating func begin(with families: [MetricFamily]) { take(changes(of: families)) }

    /// Notes that the backend took these.
    mutating func take(_ changes: some Sequence<Change>) {
        for change in changes { taken.merge(change.totals) { $1 } }
    }

    /// What these families have to tell.
    ///
    /// Counters become differences, gauges stay, and of a histogram each bucket's new observations stand at its upper bound: its
    /// percentiles are those of the buckets.
    func changes(of families: [MetricFamily]) -> [Change] {
        families.flatMap { family in
            family.samples.compactMap { sample in
                switch sample.value {
                case .number(let text):
                    return Double(text).flatMap { change(of: family, sample, to: $0) }
                case .histogram(let histogram): return change(of: family, sample, to: histogram)
                }
            }
        }
    }

    private func change(
        of family: MetricFamily,
        _ sample: MetricFamily.Sample,
        to value: Double
    ) -> Change? {
        guard family.kind == .counter else {
            return Change(datum: MetricDatum(family, sample, value), totals: [:])
        }
        let key = Self.key(family, sample)
        let before = taken[key] ?? 0
        guard value != before else { return nil }
        let datum = MetricDatum(family, sample, value - before)
        return Change(datum: datum, totals: [key: value])
    }

    private func change(
        of family: MetricFamily,
        _ sample: MetricFamily.Sample,
        to histogram: Histogram
    ) -> Change? {
        // What lies beyond all bounds stands at the last of them.
        let last = histogram.bounds.last ?? 0
        var counts: [Double: Double] = [:]
        var totals: [String: Double] = [:]
        for (bucket, count) in histogram.counts.enumerated() {
            let key = "\(Self.key(family, sample))\u{1}\(bucket)"
            let more = Double(count) - (taken[key] ?? 0)
            guard more > 0 else { continue }
            let bound = bucket < histogram.bounds.count ? histogram.bounds[bucket] : last
            counts[bound, default: 0] += more
            totals[key] = Double(count)
        }
        guard !counts.isEmpty else { return nil }
        let values = counts.keys.sorted()
        let datum = MetricDatum(
            family,
            sample,
            values: values,
            counts: values.map { counts[$0] ?? 0 }
        )
        return Change(datum: datum, totals: totals)
    }

    private static func key(_ family: MetricFamily, _ sample: MetricFamily.Sample) -> String {
        let labels = sample.labels.map { "\($0.name)=\($0.value)" }.joined(separator: "\u{1}")
        return "\(family.name)\u{1}\(labels)"
    }
}
