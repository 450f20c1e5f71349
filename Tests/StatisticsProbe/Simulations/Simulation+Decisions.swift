import TallyCore
import TallyStatistics

extension Simulation {
    /// Draws how many of n cases are gained and lost.
    static func table(
        n: Int,
        discordance: Double,
        difference: Double,
        using generator: inout SeededGenerator
    ) -> PairedBinary? {
        let (gain, loss) = ((discordance + difference) / 2, (discordance - difference) / 2)
        var (gained, lost) = (0, 0)
        for _ in 0..<n {
            let draw = generator.unit()
            if draw < gain { gained += 1 } else if draw < gain + loss { lost += 1 }
        }
        return PairedBinary(gained: gained, lost: lost, n: n)
    }

    static func mcNemar(_ settings: Settings, _ report: (JSONValue) -> Void) {
        for discordance in [0.02, 0.05, 0.1, 0.2, 0.4] {
            for n in [20, 50, 100, 200, 500, 1_000] {
                var exact = 0
                let midP = settings.rate("mcnemar \(discordance) \(n)") { generator in
                    guard
                        let table = table(
                            n: n,
                            discordance: discordance,
                            difference: 0,
                            using: &generator
                        )
                    else { return false }
                    exact += table.exactP <= 0.05 ? 1 : 0
                    return table.midP <= 0.05
                }
                report([
                    "discordance": JSONValue(discordance), "n": JSONValue(n),
                    "mid-p": JSONValue(midP),
                    "exact": JSONValue(Double(exact) / Double(settings.reps)),
                ])
            }
        }
    }
}
