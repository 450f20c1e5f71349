internal import TallyCore

/// All metrics as one `ExportMetricsServiceRequest` of OTLP, cumulative since the experiment began; a pure function.
///
/// They bear the names they have at `/metrics`, so that one dashboard fits both.
struct OTLPMetricsDocument {
    let scope: OTLPScope
    let namespace: String
    let began: Moment
    /// When this process began.
    let sitting: Moment

    func json(_ families: [MetricFamily], at moment: Moment) -> JSONValue {
        let metrics = families.filter { !$0.samples.isEmpty }.map { metric($0, at: moment) }
        return [
            "resourceMetrics": [
                [
                    "resource": scope.resource,
                    "scopeMetrics": [
                        [
                            "scope": scope.json, "metrics": .array(metrics),
                            "schemaUrl": .string(GenAIConventions.schema),
                        ]
                    ],
                ]
            ]
        ]
    }

    private func metric(_ family: MetricFamily, at moment: Moment) -> JSONValue {
        let start = family.name.hasPrefix("process_") ? sitting : began
        let points = JSONValue.array(family.samples.map { point($0, since: start, at: moment) })
        let suffix = family.kind == .counter ? "_total" : ""
        var members = JSONObject([
            ("name", .string(family.title(in: namespace) + suffix)),
            ("description", .string(family.help)), ("unit", .string(family.otlpUnit)),
        ])
        let isCumulative: JSONValue = .number(2)
        switch family.kind {
        case .counter:
            members["sum"] = [
                "dataPoints": points, "aggregationTemporality": isCumulative, "isMonotonic": true,
            ]
        case .gauge: members["gauge"] = ["dataPoints": points]
        case .histogram:
            members["histogram"] = [
                "dataPoints": points, "aggregationTemporality": isCumulative,
            ]
        }
        return .object(members)
    }

    private func point(
        _ sample: MetricFamily.Sample,
        since start: Moment,
        at moment: Moment
    ) -> JSONValue {
        let attributes = sample.labels.map { OTLPAttributes.string($0.name, $0.value) }
        var members = JSONObject([
            ("attributes", .array(attributes)), ("startTimeUnixNano", start.unixNano),
            ("timeUnixNano", moment.unixNano),
        ])
        switch sample.value {
        case .number(let text):
            if Int(text) != nil {
                members["asInt"] = .string(text)
            } else {
                members["asDouble"] = .number(Double(text) ?? 0)
            }
        case .histogram(let histogram):
            members["count"] = .string(String(histogram.count))
            members["sum"] = .number(histogram.sum)
            members["bucketCounts"] = .array(histogram.counts.map { .string(String($0)) })
            members["explicitBounds"] = .array(histogram.bounds.map { .number($0) })
        }
        return .object(members)
    }
}

extension MetricFamily {
    /// In UCUM, as OpenTelemetry writes units.
    fileprivate var otlpUnit: String {
        if name.hasSuffix("_seconds") || kind == .histogram && !name.hasSuffix("token.usage") {
            return "s"
        }
        if name.hasSuffix("token.usage") || name.contains("token") { return "{token}" }
        if name.hasSuffix("_bytes") { return "By" }
        if name.hasSuffix("_dollars") { return "{USD}" }
        if name.hasPrefix("accuracy_ratio") { return "1" }
        return name.contains("request") ? "{request}" : "1"
    }
}
