/// How many observations lie at or below each bound, with their sum; what Prometheus calls a histogram.
struct Histogram: Hashable, Sendable {
    /// Upper bounds in seconds, ascending; one more bucket takes the rest.
    let bounds: [Double]
    /// Observations of each bucket alone, the last one's beyond every bound.
    private(set) var counts: [Int]
    /// Whole microseconds, so that the order of observations changes nothing.
    private var microseconds: Int64 = 0

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    var count: Int { counts.reduce(0, +) }
    /// Seconds.
    var sum: Double { Double(microseconds) / 1e6 }

    mutating func observe(_ duration: Duration) {
        // A century is as good as any longer time.
        let (seconds, attoseconds) = min(max(duration, .zero), .seconds(3_000_000_000)).components
        let value = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        let bucket = bounds.firstIndex { Double(value) / 1e6 <= $0 } ?? bounds.count
        counts[bucket] += 1
        microseconds =
            microseconds.addingReportingOverflow(value).overflow ? .max : microseconds + value
    }
}
