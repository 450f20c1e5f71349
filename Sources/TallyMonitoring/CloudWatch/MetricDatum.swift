internal import TallyCore

/// One value of a metric as CloudWatch takes it.
struct MetricDatum: Hashable, Sendable {
    enum Unit: String, Sendable {
        case count = "Count"
        case seconds = "Seconds"
        case bytes = "Bytes"
        /// Of dollars and ratios.
        case none = "None"
    }

    var name: String
    var dimensions: [String: String]
    var unit: Unit
    /// Each with how often it was met.
    var values: [Double]
    var counts: [Double]

    init(
        _ family: MetricFamily,
        _ sample: MetricFamily.Sample,
        values: [Double],
        counts: [Double]
    ) {
        name = family.name
        dimensions = Self.dimensions(sample)
        unit = family.unit
        self.values = values
        self.counts = counts
    }

    init(_ family: MetricFamily, _ sample: MetricFamily.Sample, _ value: Double) {
        self.init(family, sample, values: [value], counts: [1])
    }

    /// For `PutMetricData`.
    func json(at moment: Moment) -> JSONValue {
        let names = dimensions.sorted { $0.key < $1.key }
        var members = JSONObject([
            ("MetricName", .string(name)),
            (
                "Dimensions",
                .array(names.map { ["Name": .string($0.key), "Value": .string($0.value)] })
            ),
            ("Timestamp", .number(moment.seconds)), ("Unit", .string(unit.rawValue)),
        ])
        if values.count == 1, counts == [1] {
            members["Value"] = .number(values[0])
        } else {
            members["Values"] = .array(values.map { .number($0) })
            members["Counts"] = .array(counts.map { .number($0) })
        }
        return .object(members)
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
    fileprivate var unit: MetricDatum.Unit {
        if name.hasSuffix("_seconds") { return .seconds }
        if name.hasSuffix("_bytes") { return .bytes }
        return kind == .counter && !name.hasSuffix("dollars") ? .count : .none
    }
}
