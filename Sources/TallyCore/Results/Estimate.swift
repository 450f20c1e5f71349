/// A value with its 95 % interval, the number of cases behind it, and how the interval was made.
package struct Estimate: Hashable, Sendable {
    package var value: Double
    package var low: Double
    package var high: Double
    package var n: Int
    /// `wilson`, `t`, `clustered-t`, `clopper-pearson`, `delta`, `binomial-ranks` ...
    package var method: String

    package init(value: Double, low: Double, high: Double, n: Int, method: String) {
        self.value = value
        self.low = low
        self.high = high
        self.n = n
        self.method = method
    }
}
