internal import TallyCore

/// Values of metrics as events of CloudWatch's embedded metric format; a pure function.
///
/// Source: docs.aws.amazon.com/AmazonCloudWatch, "Specification: Embedded metric format": 100 metrics an event and 100 values a
/// metric at most. There are no counts, so a value that was met often is written as often.
enum EMFDocument {
    private static let most = 100

    /// One event or more for each set of dimensions, in the order they are met.
    static func lines(
        _ data: [MetricDatum],
        namespace: String,
        at moment: Moment
    ) -> [JSONValue] {
        var order: [[String: String]] = []
        var groups: [[String: String]: [MetricDatum]] = [:]
        for datum in data {
            if groups[datum.dimensions] == nil { order.append(datum.dimensions) }
            groups[datum.dimensions, default: []].append(datum)
        }
        return order.flatMap { dimensions in
            events(of: groups[dimensions] ?? []).map { metrics in
                event(metrics, dimensions, namespace: namespace, at: moment)
            }
        }
    }

    private typealias Metric = (datum: MetricDatum, values: ArraySlice<Double>)

    /// The metrics of each event.
    private static func events(of data: [MetricDatum]) -> [[Metric]] {
        var rest: [Metric] = data.map { ($0, $0.everyValue[...]) }
        var events: [[Metric]] = []
        while !rest.isEmpty {
            for start in stride(from: 0, to: rest.count, by: most) {
                let part = rest[start..<min(start + most, rest.count)]
                events.append(part.map { ($0.datum, $0.values.prefix(most)) })
            }
            rest = rest.map { ($0.datum, $0.values.dropFirst(most)) }.filter { !$0.values.isEmpty }
        }
        return events
    }

    private static func event(
        _ metrics: [Metric],
        _ dimensions: [String: String],
        namespace: String,
        at moment: Moment
    ) -> JSONValue {
        let names = dimensions.keys.sorted()
        let directive: JSONValue = [
            "Namespace": .string(namespace),
            "Dimensions": .array([.array(names.map { .string($0) })]),
            "Metrics": .array(
                metrics.map {
                    ["Name": .string($0.datum.name), "Unit": .string($0.datum.unit.rawValue)]
                }
            ),
        ]
        var members = JSONObject([
            (
                "_aws",
                [
                    "Timestamp": .number(Int(moment.milliseconds)),
                    "CloudWatchMetrics": .array([directive]),
                ]
            )
        ])
        for name in names { members[name] = .string(dimensions[name] ?? "") }
        for (datum, values) in metrics {
            let numbers = values.map { JSONValue.number($0) }
            members[datum.name] = numbers.count == 1 ? numbers[0] : .array(numbers)
        }
        return .object(members)
    }
}

extension MetricDatum {
    /// Each as often as it was met.
    fileprivate var everyValue: [Double] {
        zip(values, counts).flatMap { Array(repeating: $0, count: Int($1)) }
    }
}
