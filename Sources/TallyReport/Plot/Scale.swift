internal import Foundation

/// Maps values onto 0...1, with ticks at round numbers.
struct Scale: Sendable {
    let low: Double
    let high: Double
    let isLogarithmic: Bool
    let ticks: [Double]

    /// A linear scale over the values and, with `includingZero`, zero; it ends at round numbers.
    init(linear values: [Double], includingZero: Bool = false, count: Int = 5) {
        let known = values.filter(\.isFinite) + (includingZero ? [0] : [])
        var (least, most) = (known.min() ?? 0, known.max() ?? 1)
        if least == most { (least, most) = (min(least, 0), least == 0 ? 1 : max(most, 0)) }
        let step = Self.step((most - least) / Double(count))
        (low, high) = ((least / step).rounded(.down) * step, (most / step).rounded(.up) * step)
        let number = Int(((high - low) / step).rounded())
        ticks = (0...max(1, number)).map { [low] in low + Double($0) * step }
        isLogarithmic = false
    }

    /// A logarithmic scale over the positive ones of the values, with ticks at 1, 2 and 5 or, over many decades, at powers
    /// of ten.
    init(logarithmic values: [Double]) {
        let known = values.filter { $0.isFinite && $0 > 0 }
        let (least, most) = (known.min() ?? 0.1, known.max() ?? 1)
        let (first, last) = (
            Int(log10(least).rounded(.down)),
            max(Int(log10(most).rounded(.up)), Int(log10(least).rounded(.down)) + 1)
        )
        let factors: [Double] = last - first > 3 ? [1] : last - first > 1 ? [1, 3] : [1, 2, 5]
        var all = (first...last).flatMap { power in factors.map { $0 * pow(10, Double(power)) } }
        all = all.filter { $0 <= pow(10, Double(last)) * 1.0001 }
        // What lies beyond the values on either side is cut down to one tick.
        while all.count > 2, all[1] <= least { all.removeFirst() }
        while all.count > 2, all[all.count - 2] >= most { all.removeLast() }
        ticks = all
        (low, high) = (all.first ?? 0.1, all.last ?? 1)
        isLogarithmic = true
    }

    /// 1, 2 or 5 times a power of ten, at least as large as asked.
    private static func step(_ rough: Double) -> Double {
        guard rough > 0, rough.isFinite else { return 1 }
        let power = pow(10, log10(rough).rounded(.down))
        return ([1, 2, 5].first { $0 * power >= rough * 0.999 } ?? 10) * power
    }

    /// Where a value lies, cut to 0...1.
    func position(_ value: Double) -> Double {
        guard !value.isNaN else { return 0 }
        if isLogarithmic {
            guard value > 0 else { return 0 }
            guard value.isFinite else { return 1 }
            return min(1, max(0, log(value / low) / log(high / low)))
        }
        guard value.isFinite else { return value > 0 ? 1 : 0 }
        return min(1, max(0, (value - low) / (high - low)))
    }
}
