/// Groups numbered from 0 in the order in which they appear.
///
/// The order is that of the cases and not of a hash table, so that equal samples give equal bits.
struct Grouping {
    /// The group of each case.
    let numbers: [Int]
    /// The cases of each group.
    let sizes: [Int]

    init(_ groups: [Int]) {
        var places: [Int: Int] = [:]
        var sizes: [Int] = []
        numbers = groups.map { group in
            let number = places[group] ?? sizes.count
            if number == sizes.count {
                places[group] = number
                sizes.append(0)
            }
            sizes[number] += 1
            return number
        }
        self.sizes = sizes
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
