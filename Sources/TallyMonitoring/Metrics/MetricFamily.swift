/// Samples that share a name, a type and a sentence of help.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    /// One number under its labels.
    struct Sample: Sendable {
        /// What follows the family's name: `_total`, `_bucket`, `_sum`, `_count`, or nothing.
        var suffix = ""
        var labels: [(name: String, value: String)]
        /// As it is written.
        var value: String
    }

    /// Without namespace, and of a counter without `_total`.
    var name: String
    var kind: Kind
    var help: String
    var samples: [Sample] = []

    init(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }

    mutating func add(_ labels: [(name: String, value: String)], _ value: String) {
        let suffix = kind == .counter ? "_total" : ""
        samples.append(Sample(suffix: suffix, labels: labels, value: value))
    }

    mutating func add(_ labels: [(name: String, value: String)], _ count: Int) {
        add(labels, String(count))
    }

    /// All samples of a histogram, cumulative as the format wants them.
    mutating func add(_ labels: [(name: String, value: String)], _ histogram: Histogram) {
        var sum = 0
        for (bound, count) in zip(histogram.bounds, histogram.counts) {
            sum += count
            let bucket = labels + [("le", "\(bound)")]
            samples.append(Sample(suffix: "_bucket", labels: bucket, value: String(sum)))
        }
        let total = String(histogram.count)
        samples.append(
            Sample(suffix: "_bucket", labels: labels + [("le", "+Inf")], value: total)
        )
        samples.append(Sample(suffix: "_sum", labels: labels, value: "\(histogram.sum)"))
        samples.append(Sample(suffix: "_count", labels: labels, value: total))
    }
}
