internal import Foundation

/// Counts positive values in buckets 1 % wide, so that a running quantile costs neither memory nor sorting.
struct LogHistogram: Sendable {
    private static let width = log(1.01)
    private var counts: [Int: Int] = [:]
    private(set) var count = 0

    mutating func add(_ value: Double) {
        counts[Int((log(max(value, 1e-9)) / Self.width).rounded(.down)), default: 0] += 1
        count += 1
    }

    /// The middle of the bucket that holds the quantile: within half a per cent; `nil` without values.
    func quantile(_ share: Double) -> Double? {
        guard count > 0 else { return nil }
        var left = Int((share * Double(count)).rounded(.up))
        for bucket in counts.keys.sorted() {
            left -= counts[bucket] ?? 0
            if left <= 0 { return exp((Double(bucket) + 0.5) * Self.width) }
        }
        return nil
    }
}
