/// The distribution of times of which some were cut off, and are only known to be longer.
package enum KaplanMeier {
    /// The share of times that are over at each of them.
    package struct Point: Hashable, Sendable {
        package var time: Double
        /// 0...1.
        package var share: Double

        package init(time: Double, share: Double) {
            self.time = time
            self.share = share
        }
    }

    /// The product-limit estimate of P(T <= t), one point for each time that was not cut off, in ascending order.
    ///
    /// Without cut-off times it is the empirical distribution function. A time that was cut off counts as at risk until
    /// then, and at equal times after those that ended. Times are >= 0; NaN is refused with an empty result.
    /// Source: Kaplan and Meier 1958, Nonparametric estimation from incomplete observations.
    package static func distribution(of times: [(time: Double, isCutOff: Bool)]) -> [Point] {
        guard !times.contains(where: { $0.time.isNaN }) else { return [] }
        let sorted = times.sorted {
            ($0.time, $0.isCutOff ? 1 : 0) < ($1.time, $1.isCutOff ? 1 : 0)
        }
        var points: [Point] = []
        var survival = 1.0
        var index = 0
        while index < sorted.count {
            let time = sorted[index].time
            let atRisk = sorted.count - index
            var ended = 0
            while index < sorted.count, sorted[index].time == time {
                ended += sorted[index].isCutOff ? 0 : 1
                index += 1
            }
            guard ended > 0 else { continue }
            survival *= 1 - Double(ended) / Double(atRisk)
            points.append(Point(time: time, share: 1 - survival))
        }
        return points
    }
}
