internal import TallyCore

/// The positions of a dataset in units that are drawn as a whole: a group, or a case without one.
struct SampleUnits {
    struct Unit {
        var positions: [Int]
        /// Of its first case.
        var stratum: String
    }

    private(set) var units: [Unit] = []

    init(_ dataset: Dataset, by stratum: SampleOptions.Stratum?) throws {
        var groups: [String: Int] = [:]
        for position in 0..<dataset.count {
            let item = try dataset.load(position)
            if let group = item.group, let index = groups[group] {
                units[index].positions.append(position)
                continue
            }
            if let group = item.group { groups[group] = units.count }
            units.append(Unit(positions: [position], stratum: Self.name(item, stratum)))
        }
    }

    private static func name(_ item: Case, _ stratum: SampleOptions.Stratum?) -> String {
        switch stratum {
        case nil: ""
        case .tag: item.tags.sorted().joined(separator: "\n")
        case .locale: item.locale ?? ""
        case .split: item.split ?? ""
        }
    }

    /// The positions of a sample, in file order.
    ///
    /// Each stratum has its share of `count`. Units come in seeded order, and one that no longer fits is passed over;
    /// what is then missing is filled up from all strata.
    func draw(_ count: Int, seed: UInt64) -> [Int] {
        var generator = SeededGenerator(seed: seed, stream: "sample")
        var order = Array(units.indices)
        CaseOrder.shuffle(&order, using: &generator)
        var rest = shares(count, in: order)
        var free = count
        var drawn = Set<Int>()
        for isFillingUp in [false, true] {
            for index in order where !drawn.contains(index) {
                let unit = units[index]
                let room = isFillingUp ? free : min(free, rest[unit.stratum] ?? 0)
                guard unit.positions.count <= room else { continue }
                drawn.insert(index)
                free -= unit.positions.count
                rest[unit.stratum, default: 0] -= unit.positions.count
            }
        }
        return drawn.flatMap { units[$0].positions }.sorted()
    }

    /// The count's shares by the largest remainder; of equal ones the stratum that comes first in the seeded order.
    private func shares(_ count: Int, in order: [Int]) -> [String: Int] {
        var sizes: [String: Int] = [:]
        var names: [String] = []
        for index in order {
            let unit = units[index]
            if sizes[unit.stratum] == nil { names.append(unit.stratum) }
            sizes[unit.stratum, default: 0] += unit.positions.count
        }
        let total = max(1, sizes.values.reduce(0, +))
        var shares: [String: Int] = [:]
        var remainders: [(name: String, remainder: Int, rank: Int)] = []
        for (rank, name) in names.enumerated() {
            let (whole, remainder) = (count * (sizes[name] ?? 0)).quotientAndRemainder(
                dividingBy: total
            )
            shares[name] = whole
            remainders.append((name, remainder, rank))
        }
        remainders.sort { ($1.remainder, $0.rank) < ($0.remainder, $1.rank) }
        let missing = count - shares.values.reduce(0, +)
        for entry in remainders.prefix(max(0, missing)) { shares[entry.name, default: 0] += 1 }
        return shares
    }
}
