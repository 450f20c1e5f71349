internal import TallyCore

/// The seeded order in which the cases of a dataset are run.
///
/// A larger limit extends a smaller one of the same seed, so a partial run is an unbiased sample.
package enum CaseOrder {
    /// The first `limit` positions of the permutation of `0..<count`; all of them without a limit.
    package static func positions(count: Int, seed: UInt64, limit: Int? = nil) -> [Int] {
        var positions = Array(0..<count)
        var generator = SeededGenerator(seed: seed, stream: "case-order")
        let wanted = min(limit ?? count, count)
        for index in 0..<max(0, wanted) {
            positions.swapAt(index, index + generator.below(count - index))
        }
        return wanted == count ? positions : Array(positions.prefix(max(0, wanted)))
    }

    /// Fisher-Yates from the front; `shuffle` of the standard library may change between versions.
    static func shuffle<Element>(
        _ elements: inout [Element],
        using generator: inout SeededGenerator
    ) {
        for index in elements.indices {
            elements.swapAt(index, index + generator.below(elements.count - index))
        }
    }
}
