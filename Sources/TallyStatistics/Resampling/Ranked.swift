/// Values in ascending order, each with the case or group it is drawn with: a quantile of a resample without sorting it.
struct Ranked {
    let values: [Double]
    /// The number of each value's case or group.
    private let units: [Int]
    private let sizes: [Int]
    private let isGrouped: Bool

    init(_ values: [Double], groups: [Int]?) {
        let grouping = Grouping(groups, count: values.count)
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        self.values = order.map { values[$0] }
        units = order.map { grouping.numbers[$0] }
        sizes = grouping.sizes
        isGrouped = sizes.count < values.count
    }

    /// Cases or groups to draw from.
    var unitCount: Int { sizes.count }

    /// Cases of a resample in which each case or group comes so many times.
    func size(_ times: [Int32]) -> Int {
        isGrouped ? zip(sizes, times).reduce(0) { $0 + $1.0 * Int($1.1) } : values.count
    }

    /// The value of a rank, counted from 1, in that resample; NaN when it is smaller than that.
    func value(_ rank: Int, _ times: [Int32]) -> Double {
        var left = rank
        for index in values.indices {
            left -= Int(times[units[index]])
            if left <= 0 { return values[index] }
        }
        return .nan
    }
}
