import TallyCore
import TallyStatistics

/// Simulations of known truth: what intervals cover and tests err.
enum Simulation {
    struct Settings {
        let reps: Int
        let seed: UInt64

        /// A generator of its own for each grid point.
        func generator(_ point: String) -> SeededGenerator {
            SeededGenerator(seed: seed, stream: point)
        }

        /// The share of repetitions in which something holds.
        func rate(_ point: String, _ holds: (inout SeededGenerator) -> Bool) -> Double {
            var generator = generator(point)
            return Double((0..<reps).count { _ in holds(&generator) }) / Double(reps)
        }
    }

    /// Runs a simulation and hands over each grid point's row as it is done.
    typealias Run = @Sendable (Settings, (JSONValue) -> Void) -> Void

    static let all: [String: Run] = [
        "mean": mean, "bootstrap": bootstrap, "rate": rate, "repeats": repeats,
        "clustered": clustered, "quantile": quantile, "quantile-difference": quantileDifference,
        "ratio": ratio, "mcnemar": mcNemar, "gate": gate, "gate-clustered": gateClustered,
        "power": power, "looks": looks, "cost-gate": costGate, "ratio-change": ratioChange,
    ]
}

extension SeededGenerator {
    mutating func normal() -> Double { Normal.quantile((unit() + 0x1p-54)) }
}
