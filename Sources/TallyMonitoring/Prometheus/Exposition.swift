/// Metrics as text: Prometheus' format 0.0.4, or OpenMetrics 1.0.
///
/// Sources: prometheus.io/docs/instrumenting/exposition_formats, OpenMetrics 1.0.0 (CNCF).
enum Exposition: Sendable {
    case text, openMetrics

    var contentType: String {
        switch self {
        case .text: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    /// The format that a scraper's `Accept` prefers: OpenMetrics where it is named.
    init(accept: String?) {
        let isOpen = accept?.contains("application/openmetrics-text") ?? false
        self = isOpen ? .openMetrics : .text
    }

    /// The whole document; `process_` metrics have no namespace, as everywhere.
    func document(_ families: [MetricFamily], namespace: String) -> String {
        var text = ""
        for family in families where !family.samples.isEmpty {
            let name = family.title(in: namespace)
            // Before OpenMetrics a counter's family bore the name of its samples.
            let title = self == .text && family.kind == .counter ? name + "_total" : name
            text += "# HELP \(title) \(escapedHelp(family.help))\n"
            text += "# TYPE \(title) \(family.kind.rawValue)\n"
            for sample in family.samples {
                switch sample.value {
                case .number(let number):
                    let suffix = family.kind == .counter ? "_total" : ""
                    text += "\(name)\(suffix)\(labels(sample.labels)) \(number)\n"
                case .histogram(let histogram):
                    text += lines(of: histogram, name, sample.labels)
                }
            }
        }
        return self == .openMetrics ? text + "# EOF\n" : text
    }

    /// Cumulative, as the formats want it.
    private func lines(
        of histogram: Histogram,
        _ name: String,
        _ own: MetricFamily.Labels
    ) -> String {
        var text = ""
        var sum = 0
        for (bound, count) in zip(histogram.bounds, histogram.counts) {
            sum += count
            text += "\(name)_bucket\(labels(own + [("le", "\(bound)")])) \(sum)\n"
        }
        text += "\(name)_bucket\(labels(own + [("le", "+Inf")])) \(histogram.count)\n"
        text += "\(name)_sum\(labels(own)) \(histogram.sum)\n"
        return text + "\(name)_count\(labels(own)) \(histogram.count)\n"
    }

    private func labels(_ labels: MetricFamily.Labels) -> String {
        guard !labels.isEmpty else { return "" }
        let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
        return "{\(pairs.joined(separator: ","))}"
    }

    static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
    }

    private func escapedHelp(_ help: String) -> String {
        let escaped = help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return self == .openMetrics ? escaped.replacing("\"", with: "\\\"") : escaped
    }
}
