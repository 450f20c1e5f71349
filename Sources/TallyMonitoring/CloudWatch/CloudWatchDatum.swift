internal import TallyCore

/// One value of a metric as CloudWatch takes it.
struct CloudWatchDatum: Hashable, Sendable {
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

    init(_ name: String, _ dimensions: [String: String], _ unit: Unit, _ value: Double) {
        self.init(name, dimensions, unit, values: [value], counts: [1])
    }

    init(
        _ name: String,
        _ dimensions: [String: String],
        _ unit: Unit,
        values: [Double],
        counts: [Double]
    ) {
        self.name = name
        self.dimensions = dimensions
        self.unit = unit
        self.values = values
        self.counts = counts
    }

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
}
