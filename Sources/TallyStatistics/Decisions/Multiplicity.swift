/// p values adjusted for how many were looked at; compare them with the level as it is.
///
/// A gate that passes only when every rule passes needs none: it is an intersection-union test (Berger 1982).
package enum Multiplicity {
    /// Holm 1979: the chance of any false claim stays within the level, whatever the p values depend on.
    ///
    /// In the order given; `nil` when one is not within 0...1.
    package static func holm(_ values: [Double]) -> [Double]? {
        let n = values.count
        return adjusted(values, ascending: true) { rank, p in p * Double(n - rank) }
    }

    /// Benjamini and Hochberg 1995: the expected share of false claims among those made stays within the level.
    ///
    /// For independent or positively dependent p values. In the order given; `nil` when one is not within 0...1.
    package static func benjaminiHochberg(_ values: [Double]) -> [Double]? {
        let n = values.count
        return adjusted(values, ascending: false) { rank, p in p * Double(n) / Double(rank + 1) }
    }

    /// Steps up from the smallest p, each at least the one before, or down from the largest, each at most.
    private static func adjusted(
        _ values: [Double],
        ascending: Bool,
        _ scale: (_ rank: Int, _ p: Double) -> Double
    ) -> [Double]? {
        guard values.allSatisfy({ (0...1).contains($0) }) else { return nil }
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var result = values
        var last = ascending ? 0.0 : 1.0
        let ranks = Array(order.enumerated())
        for (rank, index) in ascending ? ranks : ranks.reversed() {
            let scaled = min(1, scale(rank, values[index]))
            last = ascending ? max(last, scaled) : min(last, scaled)
            result[index] = last
        }
        return result
    }
}
