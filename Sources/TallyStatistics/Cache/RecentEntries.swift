/// Keys in the order of their last use, at most `capacity` of them, each with the time it was stored.
struct RecentEntries {
    private struct Entry {
        var key: Int
        var stored: Double
        var newer: Int
        var older: Int
    }

    private static let none = -1

    private let capacity: Int
    private var places: [Int: Int] = [:]
    private var entries: [Entry] = []
    private var newest = none
    private var oldest = none

    init(capacity: Int) { self.capacity = capacity }

    /// When the key was stored, if it is there; it becomes the most recently used.
    mutating func use(_ key: Int) -> Double? {
        guard let place = places[key] else { return nil }
        unlink(place)
        link(place)
        return entries[place].stored
    }

    /// Stores the key as the most recently used; where there is no room, in the place of the least recently used.
    mutating func store(_ key: Int, at time: Double) {
        guard capacity > 0 else { return }
        let place: Int
        if let known = places[key] {
            place = known
            unlink(place)
        } else if entries.count < capacity {
            place = entries.count
            entries.append(Entry(key: key, stored: time, newer: Self.none, older: Self.none))
        } else {
            place = oldest
            unlink(place)
            places[entries[place].key] = nil
        }
        entries[place].key = key
        entries[place].stored = time
        places[key] = place
        link(place)
    }

    private mutating func unlink(_ place: Int) {
        let (newer, older) = (entries[place].newer, entries[place].older)
        if newer == Self.none { newest = older } else { entries[newer].older = older }
        if older == Self.none { oldest = newer } else { entries[older].newer = newer }
    }

    private mutating func link(_ place: Int) {
        entries[place].newer = Self.none
        entries[place].older = newest
        if newest == Self.none { oldest = place } else { entries[newest].newer = place }
        newest = place
    }
}
