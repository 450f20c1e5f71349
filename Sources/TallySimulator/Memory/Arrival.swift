internal import TallyCore

/// One sighting of one body: what faults and timing are drawn from.
struct Arrival: Hashable, Sendable {
    let seed: UInt64
    let body: UInt64
    /// How often the same body was seen before.
    let sighting: Int

    /// A stream of its own for each purpose, so that one purpose's draws do not shift another's.
    func draws(_ purpose: String) -> SeededGenerator {
        SeededGenerator(seed: identity, stream: purpose)
    }

    /// The same body at an earlier sighting.
    func earlier(by count: Int) -> Arrival {
        Arrival(seed: seed, body: body, sighting: sighting - count)
    }

    var identity: UInt64 {
        var fingerprint = Fingerprint(seed)
        fingerprint.combine(body)
        fingerprint.combine(UInt64(sighting))
        return fingerprint.value
    }
}
