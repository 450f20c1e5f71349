/// What a cache of another size or lifetime would have answered: recorded arrivals replayed against it.
///
/// The cache keeps the most recently used entries (LRU). An entry serves until `lifetime` seconds after it was stored,
/// or after it was last used when hits renew it; one that has expired takes its place until it is displaced or asked
/// for again, as in stores that expire lazily. Only the order and times of arrival matter: nothing is estimated.
package struct CacheReplay: Sendable {
    /// A request as it came.
    package struct Arrival: Hashable, Sendable {
        /// What it asks for: equal keys have equal answers.
        package var key: Int
        /// Seconds, from any start.
        package var time: Double
        /// What a hit saves: tokens, dollars or seconds.
        package var worth: Double

        package init(key: Int, time: Double, worth: Double = 1) {
            self.key = key
            self.time = time
            self.worth = worth
        }
    }

    /// What a cache came to.
    package struct Outcome: Hashable, Sendable {
        package let arrivals: Int
        package let hits: Int
        /// The worth of all hits.
        package let saved: Double

        /// 0 without arrivals.
        package var hitRate: Double { arrivals == 0 ? 0 : Double(hits) / Double(arrivals) }
    }

    private let arrivals: [Arrival]
    private let hitsRenew: Bool

    /// Arrivals in any order; those at the same time keep theirs.
    ///
    /// `nil` when a time or a worth is not finite.
    package init?(_ arrivals: [Arrival], hitsRenew: Bool = false) {
        guard arrivals.allSatisfy({ $0.time.isFinite && $0.worth.isFinite }) else { return nil }
        let order = arrivals.indices.sorted {
            (arrivals[$0].time, $0) < (arrivals[$1].time, $1)
        }
        self.arrivals = order.map { arrivals[$0] }
        self.hitsRenew = hitsRenew
    }

    /// Replays against a cache of `size` entries (`nil`: no limit) and `lifetime` seconds (`nil`: for ever).
    package func outcome(size: Int? = nil, lifetime: Double? = nil) -> Outcome {
        var entries = RecentEntries(capacity: size ?? .max)
        var hits = 0
        var saved = 0.0
        for arrival in arrivals {
            if let stored = entries.use(arrival.key), arrival.time - stored <= lifetime ?? .infinity
            {
                hits += 1
                saved += arrival.worth
                if hitsRenew { entries.store(arrival.key, at: arrival.time) }
            } else {
                entries.store(arrival.key, at: arrival.time)
            }
        }
        return Outcome(arrivals: arrivals.count, hits: hits, saved: saved)
    }

    /// The smallest size that comes within `share` (0...1) of the hits without a limit of size; 0 when there are none.
    ///
    /// By bisection, which LRU allows as a larger cache without a lifetime never hits less (Mattson et al. 1970); with a
    /// lifetime that holds but for rare cases.
    package func sizeNeeded(share: Double, lifetime: Double? = nil) -> Int {
        let wanted = share * Double(outcome(lifetime: lifetime).hits)
        guard wanted > 0 else { return 0 }
        var (low, high) = (1, Set(arrivals.map(\.key)).count)
        while low < high {
            let middle = (low + high) / 2
            if Double(outcome(size: middle, lifetime: lifetime).hits) >= wanted {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
