/// What has to be told to CloudWatch, which adds values up and knows no totals: the difference to what it took before.
struct CloudWatchDeltas: Sendable {
    /// Data, and the totals that they bring CloudWatch to, by series.
    struct Change: Sendable {
        var datum: CloudWatchDatum
        var totals: [String: Double]
    }

    /// Totals that were taken, by series.
    private var taken: [String: Double] = [:]

    /// Notes that CloudWatch took these.
    mutating func take(_ changes: some Sequence<Change>) {
        for change in changes { taken.merge(change.totals) { $1 } }
    }

    /// What these families have to tell.
    ///
    /// Counters become differences, gauges stay, and of a histogram each bucket's new observations stand at its upper bound: its
    /// percentiles are those of the buckets.
    func changes(of families: [MetricFamily]) -> [Change] {
        families.flatMap { family in
            switch family.kind {
            case .counter: return counters(family)
            case .gauge:
                return family.samples.compactMap { sample in
                    Double(sample.value).map { value in
                        let dimensions = Self.dimensions(sample)
                        let datum = CloudWatchDatum(family.name, dimensions, family.unit, value)
                        return Change(datum: datum, totals: [:])
                    }
                }
            case .histogram: return histograms(family)
            }
        }
    }

    private func counters(_ family: MetricFamily) -> [Change] {
        family.samples.compactMap { sample in
            let key = Self.key(family, sample)
            guard let value = Double(sample.value), value != taken[key] ?? 0 else { return nil }
            let datum = CloudWatchDatum(
                family.name,
                Self.dimensions(sample),
                family.unit,
                value - (taken[key] ?? 0)
            )
            return Change(datum: datum, totals: [key: value])
        }
    }

    /// The samples of one histogram stand together: its buckets ascending, then sum and count.
    private func histograms(_ family: MetricFamily) -> [Change] {
        var changes: [Change] = []
        var buckets: [MetricFamily.Sample] = []
        for sample in family.samples {
            if sample.suffix == "_bucket" { buckets.append(sample) }
            guard sample.suffix == "_count" else { continue }
            if let change = change(family, buckets, Self.dimensions(sample)) {
                changes.append(change)
            }
            buckets = []
        }
        return changes
    }

    private func change(
        _ family: MetricFamily,
        _ buckets: [MetricFamily.Sample],
        _ dimensions: [String: String]
    ) -> Change? {
        let bounds = buckets.map { $0.labels.last.flatMap { Double($0.value) } ?? .infinity }
        // What lies beyond all bounds stands at the last of them.
        let last = bounds.last { $0.isFinite } ?? 0
        var counts: [Double: Double] = [:]
        var totals: [String: Double] = [:]
        var below = 0.0
        for (bucket, bound) in zip(buckets, bounds) {
            let key = Self.key(family, bucket)
            let total = Double(bucket.value) ?? 0
            let change = total - (taken[key] ?? 0)
            if change > below { counts[min(bound, last), default: 0] += change - below }
            below = change
            totals[key] = total
        }
        guard !counts.isEmpty else { return nil }
        let values = counts.keys.sorted()
        let datum = CloudWatchDatum(
            family.name,
            dimensions,
            .seconds,
            values: values,
            counts: values.map { counts[$0] ?? 0 }
        )
        return Change(datum: datum, totals: totals)
    }

    private static func key(_ family: MetricFamily, _ sample: MetricFamily.Sample) -> String {
        let labels = sample.labels.map { "\($0.name)=\($0.value)" }.joined(separator: "\u{1}")
        return "\(family.name)\(sample.suffix)\u{1}\(labels)"
    }

    /// CloudWatch takes ASCII alone, and nothing empty.
    private static func dimensions(_ sample: MetricFamily.Sample) -> [String: String] {
        var dimensions: [String: String] = [:]
        for (name, value) in sample.labels where !value.isEmpty {
            let characters = value.unicodeScalars.prefix(1024).map { scalar -> Character in
                (0x20...0x7E).contains(scalar.value) ? Character(scalar) : "?"
            }
            dimensions[name] = String(characters)
        }
        return dimensions
    }
}

extension MetricFamily {
    fileprivate var unit: CloudWatchDatum.Unit {
        if name.hasSuffix("_seconds") { return .seconds }
        if name.hasSuffix("_bytes") { return .bytes }
        return kind == .counter && !name.hasSuffix("dollars") ? .count : .none
    }
}
