/// Counts of one kind, kept one by one so that quantiles are exact.
package struct Distribution: Sendable {
    private var values: [Int32] = []

    mutating func add(_ value: Int) { values.append(Int32(clamping: value)) }

    package var count: Int { values.count }
    package var sum: Int { values.reduce(0) { $0 + Int($1) } }
    package var mean: Double? { values.isEmpty ? nil : Double(sum) / Double(values.count) }

    /// The smallest value that at least a share of `q` of all does not exceed; `nil` of nothing.
    package func quantile(_ q: Double) -> Int? {
        guard !values.isEmpty else { return nil }
        let rank = Int((q * Double(values.count)).rounded(.up))
        return Int(values.sorted()[min(max(rank, 1), values.count) - 1])
    }
}
