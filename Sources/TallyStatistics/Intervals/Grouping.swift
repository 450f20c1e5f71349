/// Groups numbered from 0 in the order in which they appear.
///
/// The order is that of the cases and not of a hash table, so that equal samples give equal bits.
struct Grouping: Sendable {
    /// The group of each case.
    let numbers: [Int]
    /// The cases of each group.
    let sizes: [Int]

    init(_ groups: [Int]) {
        var places = Places(of: groups)
        var sizes: [Int] = []
        numbers = groups.map { group in
            let number = places.place(of: group, next: sizes.count)
            if number == sizes.count { sizes.append(0) }
            sizes[number] += 1
            return number
        }
        self.sizes = sizes
    }

    /// Which place each group has: a list where the numbers lie close together, which is much faster than a table.
    private enum Places {
        case list([Int], first: Int)
        case table([Int: Int])

        init(of groups: [Int]) {
            guard let first = groups.min(), let last = groups.max() else {
                self = .table([:])
                return
            }
            let (span, isWide) = last.subtractingReportingOverflow(first)
            self =
                isWide || span > 4 * groups.count
                ? .table([:]) : .list(Array(repeating: -1, count: span + 1), first: first)
        }

        /// That of a group; `next` for one that is met for the first time.
        mutating func place(of group: Int, next: Int) -> Int {
            switch self {
            case .list(var list, let first):
                // Taken out while it changes, or the list would be copied.
                self = .table([:])
                defer { self = .list(list, first: first) }
                if list[group - first] < 0 { list[group - first] = next }
                return list[group - first]
            case .table(var table):
                self = .table([:])
                defer { self = .table(table) }
                if let known = table[group] { return known }
                table[group] = next
                return next
            }
        }
    }

    /// Every case a group of its own when `groups` is `nil`.
    init(_ groups: [Int]?, count: Int) {
        self.init(groups ?? Array(0..<count))
    }

    /// The sum of `values`, one a case, within each group.
    func sums(_ values: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: sizes.count)
        for (number, value) in zip(numbers, values) { sums[number] += value }
        return sums
    }
}
