import Foundation
import TallyCore
import TallyStatistics

/// Rules on amounts: "increase at most 5 %" by Fieller's interval, cost per correct document by the log scale.
extension Simulation {
    private static let limit = 0.05

    /// One-sided 95 % bounds: PASS where the truth is just the limit, FAIL where nothing changed.
    static func costGate(_ settings: Settings, _ report: (JSONValue) -> Void) {
        for (spread, noise) in [(0.3, 0.1), (0.5, 0.3), (1.0, 0.3), (1.0, 0.6)] {
            for n in [20, 50, 100, 200, 500] {
                func rate(
                    _ name: String,
                    _ change: Double,
                    _ decides: (Estimate) -> Bool
                ) -> Double {
                    settings.rate("cost-gate \(name) \(spread) \(noise) \(n)") { generator in
                        let pair = costs(n, spread, noise, change, using: &generator)
                        let interval = RelativeChange(pair.candidate, pair.baseline)?
                            .interval(alpha: 0.1)
                        return interval.map(decides) ?? false
                    }
                }
                report([
                    "spread": JSONValue(spread), "noise": JSONValue(noise), "n": JSONValue(n),
                    "false_pass": JSONValue(rate("limit", limit) { $0.high < limit }),
                    "false_fail": JSONValue(rate("none", 0) { $0.low > limit }),
                    "pass": JSONValue(rate("power", 0) { $0.high < limit }),
                ])
            }
        }
    }

    /// Lognormal costs, the candidate's mean `change` higher and each case off by noise of its own.
    private static func costs(
        _ n: Int,
        _ spread: Double,
        _ noise: Double,
        _ change: Double,
        using generator: inout SeededGenerator
    ) -> (candidate: [Double], baseline: [Double]) {
        let baseline = (0..<n).map { _ in exp(spread * generator.normal()) }
        let candidate = baseline.map {
            $0 * (1 + change) * exp(noise * generator.normal() - noise * noise / 2)
        }
        return (candidate, baseline)
    }

    /// Coverage of the relative change of cost per correct document, 80 and 85 % correct.
    static func ratioChange(_ settings: Settings, _ report: (JSONValue) -> Void) {
        for n in [50, 100, 200, 500] {
            let truth = 1.1 * 0.8 / 0.85 - 1
            let coverage = settings.rate("ratio-change \(n)") { generator in
                let pair = costs(n, 0.5, 0.3, 0.1, using: &generator)
                let right = (0..<n).map { _ in generator.unit() }
                let sides = (
                    RatioDifference.Side(
                        costs: pair.candidate,
                        correct: right.map { $0 < 0.85 ? 1 : 0 }
                    ),
                    RatioDifference.Side(
                        costs: pair.baseline,
                        correct: right.map { $0 < 0.8 ? 1 : 0 }
                    )
                )
                return covers(RatioDifference(sides.0, sides.1)?.relative(), truth)
            }
            report(["n": JSONValue(n), "delta-log": JSONValue(coverage)])
        }
    }
}
