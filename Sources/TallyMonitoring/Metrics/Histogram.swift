/// How many observations lie at or below each bound, with their sum; what Prometheus calls a histogram.
struct Histogram: Hashable, Sendable {
    /// Upper bounds, ascending; one more bucket takes the rest.
    let bounds: [Double]
    /// Observations of each bucket alone, the last one's beyond every bound.
    private(set) var counts: [Int]
    /// Whole millionths, so that the order of observations changes nothing.
    private var millionths: Int64 = 0

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    var count: Int { counts.reduce(0, +) }
    var sum: Double { Double(millionths) / 1e6 }

    /// Of a histogram of seconds.
    mutating func observe(_ duration: Duration) {
        // A century is as good as any longer time.
        let (seconds, attoseconds) = min(max(duration, .zero), .seconds(3_000_000_000)).components
        observe(millionths: seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }

    /// Of a histogram of counts; a million millions is as good as any more.
    mutating func observe(_ count: Int) {
        observe(millionths: Int64(min(max(count, 0), 1_000_000_000_000)) * 1_000_000)
    }

    private mutating func observe(millionths value: Int64) {
        let bucket = bounds.firstIndex { Double(value) / 1e6 <= $0 } ?? bounds.count
        counts[bucket] += 1
        let (sum, overflow) = millionths.addingReportingOverflow(value)
        millionths = overflow ? .max : sum
    }
}
