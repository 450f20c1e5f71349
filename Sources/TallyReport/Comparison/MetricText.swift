internal import TallyCore

/// The texts of one paired metric in a table.
struct MetricText {
    let metric: PairedMetric

    static let titles = [
        "document_exact": "document exact %", "field_accuracy": "field accuracy %",
        "cost_per_document": "$/document", "cost_per_correct": "$/correct",
        "expected_cost": "expected $/document", "latency": "latency, geo mean s",
        "latency_p50": "latency p50 s", "latency_p95": "latency p95 s", "ttft_p50": "TTFT p50 s",
        "input_tokens": "tokens read", "output_tokens": "tokens written",
    ]

    var title: String { Self.titles[metric.name] ?? metric.name }

    var baseline: String { value(metric.baseline) }
    var candidate: String { value(metric.candidate) }

    private func value(_ value: Double) -> String {
        switch metric.unit {
        case .share: NumberText.percent(value)
        case .dollars: MoneyText.short(value)
        case .tokens: NumberText.fixed(value, decimals: 0)
        case .seconds, .secondsRatio: NumberText.seconds(value)
        }
    }

    /// The difference in points, or relative to the baseline.
    var difference: String {
        switch metric.unit {
        case .share: return ChangeText.points(metric.difference.value)
        case .secondsRatio: return ChangeText.percent(metric.difference.value)
        case .dollars, .tokens, .seconds:
            if let change = metric.change { return ChangeText.percent(change.value) }
            return (metric.difference.value > 0 ? "+" : "") + value(metric.difference.value)
        }
    }

    var interval: String {
        switch metric.unit {
        case .share:
            let (low, high) = (metric.difference.low, metric.difference.high)
            return "[\(ChangeText.points(low)), \(ChangeText.points(high))]"
        case .secondsRatio:
            return ChangeText.percents(metric.difference.low, metric.difference.high)
        case .dollars, .tokens, .seconds:
            guard let change = metric.change, change.method != "exact" else { return "" }
            return ChangeText.percents(change.low, change.high)
        }
    }

    var p: String { metric.p.map(ChangeText.p) ?? "" }
    var adjusted: String { metric.adjusted.map(ChangeText.p) ?? "" }

    /// Whether the interval leaves out no difference.
    var isSettled: Bool {
        let shown = metric.unit == .share ? metric.difference : metric.change ?? metric.difference
        return shown.low > 0 || shown.high < 0 || shown.method == "exact"
    }
}
