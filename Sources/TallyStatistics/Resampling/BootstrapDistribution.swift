internal import Foundation
package import TallyCore

/// What a statistic came to over resamples, and the intervals read off it.
package struct BootstrapDistribution: Sendable {
    /// The statistic of the cases themselves.
    package let value: Double
    /// Cases behind it.
    package let n: Int
    /// In ascending order.
    package let replicates: [Double]
    /// The statistic without each row in turn (jackknife).
    private let leftOut: [Double]

    init(value: Double, n: Int, replicates: [Double], leftOut: [Double] = []) {
        self.value = value
        self.n = n
        self.replicates = replicates
        self.leftOut = leftOut
    }

    /// The quantiles alpha / 2 and 1 - alpha / 2 of the replicates (`bootstrap-percentile`).
    ///
    /// Quantiles are interpolated linearly (Hyndman and Fan 1996, type 7). Where the two are equal the resamples say
    /// nothing of what the cases missed, and the interval is infinite (`none`).
    package func percentile(alpha: Double = Confidence.alpha) -> Estimate {
        interval(alpha / 2, 1 - alpha / 2, method: "bootstrap-percentile")
    }

    /// The bias-corrected and accelerated interval (`bootstrap-bca`); Efron and Tibshirani 1993, equations 14.10-14.15.
    ///
    /// Replicates equal to the value, but for rounding, count half below it. Where every replicate lies on one side, or the rows have no
    /// spread, it is the percentile interval and says so.
    package func bca(alpha: Double = Confidence.alpha) -> Estimate {
        let slack = 1e-12 * abs(value)
        let below = firstIndex { $0 >= value - slack }
        let upTo = firstIndex { $0 > value + slack }
        let bias = Normal.quantile(Double(below + upTo) / Double(2 * replicates.count))
        guard bias.isFinite, let acceleration else { return percentile(alpha: alpha) }
        func level(_ z: Double) -> Double {
            Normal.cdf(bias + (bias + z) / (1 - acceleration * (bias + z)))
        }
        let z = Normal.quantile(alpha / 2)
        return interval(level(z), level(-z), method: "bootstrap-bca")
    }

    /// A sixth of the skewness of the jackknife values (equation 14.15); `nil` when they have no finite spread.
    private var acceleration: Double? {
        let mean = leftOut.reduce(0, +) / Double(leftOut.count)
        var (squares, cubes) = (0.0, 0.0)
        for value in leftOut {
            let distance = mean - value
            squares += distance * distance
            cubes += distance * distance * distance
        }
        guard squares > 0, squares.isFinite, cubes.isFinite else { return nil }
        return cubes / (6 * squares * squares.squareRoot())
    }

    private func interval(_ lower: Double, _ upper: Double, method: String) -> Estimate {
        let (low, high) = (quantile(lower), quantile(upper))
        let isKnown = low < high
        return Estimate(
            value: value,
            low: isKnown ? low : -.infinity,
            high: isKnown ? high : .infinity,
            n: n,
            method: isKnown ? method : "none"
        )
    }

    /// The linearly interpolated quantile; infinite replicates pull nothing but themselves.
    private func quantile(_ p: Double) -> Double {
        let place = p * Double(replicates.count - 1)
        let index = min(max(0, Int(place)), replicates.count - 1)
        let share = place - Double(index)
        let low = replicates[index]
        guard share > 0, index + 1 < replicates.count, replicates[index + 1] > low else {
            return low
        }
        let high = replicates[index + 1]
        if low == -.infinity || high == .infinity { return share < 0.5 ? low : high }
        return low + (high - low) * share
    }

    private func firstIndex(where holds: (Double) -> Bool) -> Int {
        var (low, high) = (0, replicates.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(replicates[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
