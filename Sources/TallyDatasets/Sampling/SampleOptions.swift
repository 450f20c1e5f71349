/// Which cases to draw from a dataset, and where to.
package struct SampleOptions: Hashable, Sendable {
    /// What the sample has in the dataset's proportions.
    package enum Stratum: String, CaseIterable, Sendable {
        /// All tags of a case together.
        case tag
        case locale, split
    }

    package var count: Int
    package var seed: UInt64
    package var stratum: Stratum?
    package var overwrites = false

    package init(count: Int, seed: UInt64, stratum: Stratum? = nil) {
        self.count = count
        self.seed = seed
        self.stratum = stratum
    }
}
