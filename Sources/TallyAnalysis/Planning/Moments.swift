package import TallyCore
internal import TallyStatistics

/// Number, mean and spread of amounts that come one by one (Welford 1962).
package struct Moments: Sendable {
    package private(set) var count = 0
    package private(set) var mean = 0.0
    private var squares = 0.0

    package init() {}

    package mutating func add(_ value: Double) {
        count += 1
        let distance = value - mean
        mean += distance / Double(count)
        squares += distance * (value - mean)
    }

    package var deviation: Double {
        count > 1 ? (squares / Double(count - 1)).squareRoot() : 0
    }

    /// What `further` amounts of the kind will come to; `nil` with fewer than two to go by.
    package func forecast(of further: Int) -> Estimate? {
        Forecast.total(of: further, mean: mean, deviation: deviation, sample: count)
    }
}
