/// Samples that share a name, a type and a sentence of help.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    typealias Labels = [(name: String, value: String)]

    /// What is known under some labels.
    enum Value: Sendable {
        /// As it is written.
        case number(String)
        case histogram(Histogram)
    }

    struct Sample: Sendable {
        var labels: Labels
        var value: Value
    }

    /// Without namespace, and of a counter without `_total`.
    var name: String
    var kind: Kind
    var help: String
    private(set) var samples: [Sample] = []

    init(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }

    mutating func add(_ labels: Labels, _ value: String) {
        samples.append(Sample(labels: labels, value: .number(value)))
    }

    mutating func add(_ labels: Labels, _ count: Int) { add(labels, String(count)) }

    mutating func add(_ labels: Labels, _ histogram: Histogram) {
        samples.append(Sample(labels: labels, value: .histogram(histogram)))
    }

    /// The name that backends show: what is not Tally's own has no namespace.
    func title(in namespace: String) -> String {
        let isForeign = name.hasPrefix("process_") || name.hasPrefix("gen_ai.")
        return isForeign || namespace.isEmpty ? name : "\(namespace)_\(name)"
    }
}
