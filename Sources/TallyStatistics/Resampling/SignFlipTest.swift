/// The paired permutation test: were the two sides alike, each difference could as well have had the other sign.
///
/// Signs flip by case, or by group where there are any. Source: Good 2005, section 3.2; a random permutation test counts
/// the observed one too, so that p is never 0 (Phipson and Smyth 2010).
package struct SignFlipTest: Hashable, Sendable {
    /// Two-sided.
    package let p: Double
    /// Cases.
    package let n: Int
    /// Sign patterns looked at, the observed one included.
    package let permutations: Int
    /// `permutation-exact` when those were all there are, else `permutation`.
    package let method: String

    /// Up to this many differences other than 0, all patterns are gone through.
    static let mostExact = 16

    /// Tests the mean of `differences` against 0; `nil` without values or with one that is not finite.
    package init?(_ differences: Sample, seed: UInt64, resamples: Int) {
        guard differences.count > 0, differences.isFinite, resamples > 0 else { return nil }
        let units = differences.rows.map { $0[0] }.filter { $0 != 0 }
        let observed = abs(units.reduce(0, +))
        // Sums that are equal but for rounding count as equal.
        let bound = observed - 1e-12 * units.reduce(0) { $0 + abs($1) }
        n = differences.count
        if units.count <= Self.mostExact {
            permutations = 1 << units.count
            p = Double(Self.exactCount(units, bound)) / Double(permutations)
            method = "permutation-exact"
        } else {
            permutations = resamples + 1
            let count = Self.randomCount(units, bound, seed: seed, resamples: resamples)
            p = Double(count + 1) / Double(permutations)
            method = "permutation"
        }
    }

    /// Goes through all patterns, each with one sign other than the last (Gray code).
    private static func exactCount(_ units: [Double], _ bound: Double) -> Int {
        var signed = units
        var sum = units.reduce(0, +)
        var count = abs(sum) >= bound ? 1 : 0
        for step in 1..<(1 << units.count) {
            let index = step.trailingZeroBitCount
            sum -= 2 * signed[index]
            signed[index] = -signed[index]
            if abs(sum) >= bound { count += 1 }
        }
        return count
    }

    private static func randomCount(
        _ units: [Double],
        _ bound: Double,
        seed: UInt64,
        resamples: Int
    ) -> Int {
        var place: UInt64 = 0
        return (0..<resamples).count { _ in
            var sum = 0.0
            var bits: UInt64 = 0
            for (index, unit) in units.enumerated() {
                if index % 64 == 0 {
                    bits = IndexStream.word(seed, place)
                    place &+= 1
                }
                sum += Double(bitPattern: unit.bitPattern ^ (bits << 63))
                bits >>= 1
            }
            return abs(sum) >= bound
        }
    }
}
