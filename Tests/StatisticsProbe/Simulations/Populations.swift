import Foundation
import TallyCore

/// Populations with a known mean that scores and costs look like.
enum Population: String, CaseIterable {
    /// Scores all over 0...1.
    case uniform
    /// Share of five fields right, each with probability 0.9.
    case fields
    /// Right or wrong with probability 0.8.
    case binary
    /// Lognormal cost, sigma 0.5.
    case cost
    /// Lognormal latency or cost with a heavy tail, sigma 1.
    case skewed

    var mean: Double {
        switch self {
        case .uniform: 0.5
        case .fields: 0.9
        case .binary: 0.8
        case .cost: exp(0.125)
        case .skewed: exp(0.5)
        }
    }

    var range: ClosedRange<Double> {
        switch self {
        case .uniform, .fields, .binary: 0...1
        case .cost, .skewed: 0...Double.infinity
        }
    }

    func draw(using generator: inout SeededGenerator) -> Double {
        switch self {
        case .uniform: generator.unit()
        case .fields: Double((0..<5).count { _ in generator.chance(0.9) }) / 5
        case .binary: generator.chance(0.8) ? 1 : 0
        case .cost: exp(0.5 * generator.normal())
        case .skewed: exp(generator.normal())
        }
    }
}
