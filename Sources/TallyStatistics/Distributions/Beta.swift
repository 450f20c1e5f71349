internal import Foundation

/// The beta distribution with parameters `a`, `b` > 0.
package enum Beta {
    /// The regularised incomplete beta function I_x(a, b).
    ///
    /// Source: the continued fraction NIST DLMF 8.17.22 by Lentz's method, with Loader's form of the factor before it.
    package static func cdf(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x.isNaN || x <= 0 { return x <= 0 ? 0 : .nan }
        if x >= 1 { return 1 }
        return x < (a + 1) / (a + b + 2)
            ? lower(x, 1 - x, a, b) : 1 - lower(1 - x, x, b, a)
    }

    /// 1 - I_x(a, b), without cancellation in the upper tail.
    package static func survival(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x.isNaN || x <= 0 { return x <= 0 ? 1 : .nan }
        if x >= 1 { return 0 }
        return x < (a + 1) / (a + b + 2)
            ? 1 - lower(x, 1 - x, a, b) : lower(1 - x, x, b, a)
    }

    /// The x with I_x(a, b) = p, by Newton's method kept within a shrinking bracket.
    package static func quantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
        guard p > 0, p < 1 else { return p == 0 ? 0 : p == 1 ? 1 : .nan }
        var (low, high) = (0.0, 1.0)
        var x = a / (a + b)
        for _ in 0..<2_000 {
            // The smaller tail carries the digits.
            let error = p <= 0.5 ? cdf(x, a, b) - p : (1 - p) - survival(x, a, b)
            if error == 0 { return x }
            if error > 0 { high = x } else { low = x }
            let density = factor(x, 1 - x, a, b) / (x * (1 - x))
            var next = x - error / density
            if !(next > low && next < high) { next = low + (high - low) / 2 }
            // Near 0 the middle of the exponents comes closer than the middle of the numbers.
            if low == 0, next < high / 2, !(density.isFinite && density > 0) { next = high / 1024 }
            if abs(next - x) <= 2 * x.ulp { return next }
            x = next
        }
        return x
    }

    private static func lower(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        factor(x, y, a, b) * fraction(x, a, b) / a
    }

    /// x^a y^b / B(a, b), where y = 1 - x.
    private static func factor(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        let n = a + b
        let exponent =
            Stirling.error(n) - Stirling.error(a) - Stirling.error(b)
            - Stirling.deviance(a, mean: n * x) - Stirling.deviance(b, mean: n * y)
        return exp(exponent) * (a * b / (2 * .pi * n)).squareRoot()
    }

    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1), tiny)
        var result = d
        for step in 1...100_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / nonzero(1 + even * d, tiny)
            c = nonzero(1 + even / c, tiny)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / nonzero(1 + odd * d, tiny)
            c = nonzero(1 + odd / c, tiny)
            result *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return result
    }

    private static func nonzero(_ value: Double, _ tiny: Double) -> Double {
        abs(value) < tiny ? tiny : value
    }
}
