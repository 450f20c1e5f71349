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
            let isProcess = family.name.hasPrefix("process_")
            let name = isProcess || namespace.isEmpty ? family.name : "\(namespace)_\(family.name)"
            // Before OpenMetrics a counter's family bore the name of its samples.
            let title = self == .text && family.kind == .counter ? name + "_total" : name
            text += "# HELP \(title) \(escapedHelp(family.help))\n"
            text += "# TYPE \(title) \(family.kind.rawValue)\n"
            for sample in family.samples {
                text += "\(name)\(sample.suffix)\(labels(sample.labels)) \(sample.value)\n"
            }
        }
        return self == .openMetrics ? text + "# EOF\n" : text
    }

    private func labels(_ labels: [(name: String, value: String)]) -> String {
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
