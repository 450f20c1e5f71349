import TallyCore
import TallyStatistics

extension Simulation {
    /// Whole designs: the planned number of cases, and the claim's rate at the planned difference.
    static func power(_ settings: Settings, _ report: (JSONValue) -> Void) {
        for (d, discordance) in [(0.02, 0.1), (0.03, 0.1), (0.05, 0.1), (0.05, 0.2), (0.1, 0.3)] {
            let n = SampleSize.mcNemar(difference: d, discordance: discordance)
            let plan = Plan(kind: "mcnemar", difference: d, discordance: discordance, n: n ?? 0)
            plan.report(settings, report) { $0.midP <= 0.05 && $0.gained > $0.lost }
        }
        for (d, discordance) in [(0, 0.05), (0, 0.1), (0, 0.2), (-0.01, 0.1), (0.01, 0.1)] {
            let formulas = [
                (
                    "noninferiority",
                    SampleSize.nonInferiority(margin:discordance:difference:alpha:power:)
                ),
                (
                    "noninferiority by score",
                    SampleSize.scoreNonInferiority(margin:discordance:difference:alpha:power:)
                ),
            ]
            for (kind, formula) in formulas {
                let n = formula(0.03, discordance, d, NonInferiority.alpha, SampleSize.power)
                let plan = Plan(kind: kind, difference: d, discordance: discordance, n: n ?? 0)
                plan.report(settings, report) {
                    NonInferiority($0, margin: 0.03)?.verdict == .pass
                }
            }
        }
        report(superiority(between: 0.02, within: 0, repeats: 1, settings))
        report(superiority(between: 0.01, within: 0.03, repeats: 3, settings))
    }

    /// A planned comparison of right-or-wrong outcomes.
    private struct Plan {
        let kind: String
        let difference: Double
        let discordance: Double
        let n: Int

        func report(
            _ settings: Settings,
            _ report: (JSONValue) -> Void,
            isClaimed: (PairedBinary) -> Bool
        ) {
            let rate = settings.rate("power \(kind) \(difference) \(discordance)") { generator in
                table(n: n, discordance: discordance, difference: difference, using: &generator)
                    .map(isClaimed) ?? false
            }
            report([
                "kind": .string(kind), "difference": JSONValue(difference),
                "discordance": JSONValue(discordance), "n": JSONValue(n), "power": JSONValue(rate),
            ])
        }
    }

    /// Normal scores that differ by 0.02.
    private static func superiority(
        between: Double,
        within: Double,
        repeats: Int,
        _ settings: Settings
    ) -> JSONValue {
        let n = SampleSize.superiority(
            difference: 0.02,
            between: between,
            within: (within, within),
            repeats: (repeats, repeats)
        )
        let noise = (2 * within / Double(repeats)).squareRoot()
        let rate = settings.rate("power superiority 0.02 \(between) \(within)") { generator in
            let values = (0..<(n ?? 0)).map { _ in
                0.02 + between.squareRoot() * generator.normal() + noise * generator.normal()
            }
            return Mean.interval(Sample(values)).map { $0.low > 0 } ?? false
        }
        return [
            "kind": "superiority", "difference": JSONValue(0.02), "between": JSONValue(between),
            "within": JSONValue(within), "repeats": JSONValue(repeats), "n": JSONValue(n),
            "power": JSONValue(rate),
        ]
    }
}
