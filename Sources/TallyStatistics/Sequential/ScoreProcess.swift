internal import Foundation

/// Where the scores of undecided comparisons lie after the looks so far: a sub-density on nodes of integration.
///
/// The score times sqrt(t) is Brownian motion B(t) with a drift: increments are independent, N(drift dt, dt). Panels of
/// 16 Gauss-Legendre nodes, no wider than the standard deviation of an increment, carry the density between looks.
struct ScoreProcess {
    private let drift: Double
    private var time = 0.0
    /// Values of B, and the probability mass each stands for.
    ///
    /// Before the first look all of it is at 0.
    private var nodes = [0.0]
    private var masses = [1.0]

    init(drift: Double = 0) { self.drift = drift }

    /// The chance to be undecided before and above score `z` at the look at `fraction`.
    func crossing(_ z: Double, at fraction: Double) -> Double {
        let step = fraction - time
        let (edge, scale) = (z * fraction.squareRoot(), step.squareRoot())
        if edge == .infinity { return 0 }
        var sum = 0.0
        for index in nodes.indices {
            sum += masses[index] * Normal.cdf((nodes[index] + drift * step - edge) / scale)
        }
        return sum
    }

    /// The score that is crossed with this probability; infinite where that is too small to say.
    func boundary(crossing probability: Double, at fraction: Double) -> Double {
        guard probability > 1e-15 else { return .infinity }
        var (low, high) = (-10.0, 10.0)
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high, high - low > 1e-13 else { return middle }
            if crossing(middle, at: fraction) > probability { low = middle } else { high = middle }
        }
    }

    /// Goes on to the look at `fraction` with what stays below score `z` there.
    mutating func advance(to fraction: Double, below z: Double) {
        let step = fraction - time
        let scale = step.squareRoot()
        let (centre, reach) = (drift * fraction, 9 * fraction.squareRoot())
        let top = min(z * fraction.squareRoot(), centre + reach)
        let bottom = min(centre - reach, top - scale)
        let panels = max(1, Int(((top - bottom) / scale).rounded(.up)))
        let half = (top - bottom) / Double(2 * panels)
        var (newNodes, newMasses): ([Double], [Double]) = ([], [])
        for panel in 0..<panels {
            let middle = bottom + Double(2 * panel + 1) * half
            for (node, weight) in Self.rule {
                let value = middle + half * node
                newNodes.append(value)
                newMasses.append(half * weight * density(value, step: step, scale: scale))
            }
        }
        (nodes, masses, time) = (newNodes, newMasses, fraction)
    }

    private func density(_ value: Double, step: Double, scale: Double) -> Double {
        var sum = 0.0
        for index in nodes.indices {
            let distance = (value - nodes[index] - drift * step) / scale
            if abs(distance) < 12 { sum += masses[index] * exp(-distance * distance / 2) }
        }
        return sum / (scale * (2 * Double.pi).squareRoot())
    }

    /// Gauss-Legendre nodes and weights on -1...1, by Newton's method on the Legendre polynomial (NIST DLMF 3.5.20).
    private static let rule: [(Double, Double)] = {
        let n = 16
        return (1...n).map { index in
            var x = cos(.pi * (Double(index) - 0.25) / (Double(n) + 0.5))
            var slope = 1.0
            for _ in 0..<20 {
                var (last, value) = (1.0, x)
                for k in 2...n {
                    let k = Double(k)
                    (last, value) = (value, ((2 * k - 1) * x * value - (k - 1) * last) / k)
                }
                slope = Double(n) * (x * value - last) / (x * x - 1)
                x -= value / slope
            }
            return (x, 2 / ((1 - x * x) * slope * slope))
        }
    }()
}
