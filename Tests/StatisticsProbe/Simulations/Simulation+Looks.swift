import TallyCore
import TallyStatistics

extension Simulation {
    /// Planned looks at a gate that should not pass (difference -margin), and the same looks without a plan.
    static func looks(_ settings: Settings, _ report: (JSONValue) -> Void) {
        let (n, margin, discordance) = (1_000, 0.05, 0.2)
        for count in [2, 4, 5, 20] {
            let fractions = (1...count).map { Double($0) / Double(count) }
            for spending in AlphaSpending.allCases {
                guard let plan = LookPlan(fractions: fractions, spending: spending) else {
                    continue
                }
                let levels = plan.looks.map(\.level)
                let rate = settings.rate("looks \(count) \(spending)") { generator in
                    passes(n, margin, discordance, -margin, levels, &generator)
                }
                let power = settings.rate("looks power \(count) \(spending)") { generator in
                    passes(n, margin, discordance, 0, levels, &generator)
                }
                report([
                    "spending": .string(spending.rawValue), "looks": JSONValue(count),
                    "false_pass": JSONValue(rate), "pass_at_no_difference": JSONValue(power),
                ])
            }
            let level = Array(repeating: NonInferiority.alpha, count: count)
            let rate = settings.rate("looks \(count) peeking") { generator in
                passes(n, margin, discordance, -margin, level, &generator)
            }
            report(["spending": "none", "looks": JSONValue(count), "false_pass": JSONValue(rate)])
        }
    }

    /// Whether any look passes, one after each equal share of the n cases.
    private static func passes(
        _ n: Int,
        _ margin: Double,
        _ discordance: Double,
        _ difference: Double,
        _ levels: [Double],
        _ generator: inout SeededGenerator
    ) -> Bool {
        let (gain, loss) = ((discordance + difference) / 2, (discordance - difference) / 2)
        var (gained, lost, look) = (0, 0, 0)
        for index in 1...n {
            let draw = generator.unit()
            if draw < gain { gained += 1 } else if draw < gain + loss { lost += 1 }
            guard index * levels.count >= (look + 1) * n else { continue }
            let level = levels[look]
            look += 1
            guard level > 0, let table = PairedBinary(gained: gained, lost: lost, n: index) else {
                continue
            }
            if NonInferiority(table, margin: margin, alpha: level)?.verdict == .pass { return true }
        }
        return false
    }
}
