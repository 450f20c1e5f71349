internal import Foundation

/// Pieces of the gamma function that stay exact where its logarithm is large.
///
/// Source: Loader 2000, "Fast and accurate computation of binomial probabilities".
enum Stirling {
    /// log Gamma(x + 1) less Stirling's approximation log(sqrt(2 pi x) (x / e)^x).
    static func error(_ x: Double) -> Double {
        if x < 16 {
            return lgamma(x + 1) - (x + 0.5) * log(x) + x - 0.5 * log(2 * .pi)
        }
        // The asymptotic series, NIST DLMF 5.11.1.
        let terms = [1.0 / 1188, 1.0 / 1680, 1.0 / 1260, 1.0 / 360]
        let square = x * x
        let sum = terms.reduce(0) { ($1 - $0) / square }
        return (1.0 / 12 - sum) / x
    }

    /// x log(x / mean) + mean - x, without cancellation where the two are close.
    static func deviance(_ x: Double, mean: Double) -> Double {
        if x == 0 { return mean }
        let difference = x - mean
        guard abs(difference) < 0.1 * (x + mean) else { return x * log(x / mean) - difference }
        let v = difference / (x + mean)
        var sum = difference * v
        var term = 2 * x * v
        for odd in stride(from: 3.0, through: 201, by: 2) {
            term *= v * v
            let next = sum + term / odd
            if next == sum { break }
            sum = next
        }
        return sum
    }
}
