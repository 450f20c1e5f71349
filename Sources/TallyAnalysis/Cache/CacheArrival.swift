package import TallyCore

/// A document as it came to a cache.
package struct CacheArrival: Sendable {
    package var item: Case
    /// Seconds; `nil` where the dataset records none.
    package var time: Double?
    /// The place in the run's order.
    package var place: Int
    /// What asking for it cost; `nil` where that is not known.
    package var dollars: Double?
    /// Its service time, 0 where none was measured.
    package var seconds: Double

    package init(item: Case, time: Double?, place: Int, dollars: Double?, seconds: Double) {
        self.item = item
        self.time = time
        self.place = place
        self.dollars = dollars
        self.seconds = seconds
    }

    /// Documents of one content have one answer.
    var content: Digest { Digest(of: [.optional(item.text), .optional(item.image)]) }
}
