package import TallyCore

/// What an import brought: prices by their keys, and what was refused or left aside.
package struct PriceHaul: Sendable {
    /// An entry that cannot be a price, and why.
    package struct Rejection: Hashable, Sendable {
        package let key: String
        package let found: String
        package let reason: String

        /// One line: `azure/eu/gpt-4o: cache_write 1.38, input 2.75: cache_write costs less than input`.
        package var line: String { "\(printable(key)): \(printable(found)): \(reason)" }
    }

    package var table = PriceTable()
    package var rejections: [Rejection] = []
    /// Models that neither chat nor answer: embeddings, images, audio.
    package var otherModes = 0
    /// Models that the pattern left out.
    package var unselected = 0
    /// Members about money that no bucket of a bill is priced by, with the models that have them.
    package var unread: [String: Int] = [:]
}
