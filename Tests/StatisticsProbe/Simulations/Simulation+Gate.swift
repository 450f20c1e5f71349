import TallyCore
import TallyStatistics

extension Simulation {
    /// Independent cases: PASS at a difference of -margin, FAIL at none; beside it the t bound on the same tables.
    ///
    /// The corner of each margin: nothing is ever gained, and n is the least at which no flips at all pass.
    static func gate(_ settings: Settings, _ report: (JSONValue) -> Void) {
        for margin in [0.02, 0.03, 0.05, 0.1] {
            for discordance in [0.02, 0.05, 0.1, 0.2, 0.3] where discordance >= margin {
                for n in [20, 50, 100, 200, 500, 1_000, 2_000] {
                    gate(margin, discordance, n, isCorner: false, settings, report)
                }
            }
            let least = (20...).first { n in
                PairedBinary(gained: 0, lost: 0, n: n)
                    .flatMap { NonInferiority($0, margin: margin) }?.verdict == .pass
            }
            gate(margin, margin, least ?? 20, isCorner: true, settings, report)
        }
    }

    private static func gate(
        _ margin: Double,
        _ discordance: Double,
        _ n: Int,
        isCorner: Bool,
        _ settings: Settings,
        _ report: (JSONValue) -> Void
    ) {
        let point = "gate \(margin) \(discordance) \(n)"
        var plain = 0
        let pass = settings.rate(point + " pass") { generator in
            let table = table(
                n: n,
                discordance: discordance,
                difference: -margin,
                using: &generator
            )
            guard let table else { return false }
            plain += isPassByT(table, margin: margin) ? 1 : 0
            return NonInferiority(table, margin: margin)?.verdict == .pass
        }
        var right = 0
        let fail = settings.rate(point + " fail") { generator in
            let table = table(n: n, discordance: discordance, difference: 0, using: &generator)
            let verdict = table.flatMap { NonInferiority($0, margin: margin) }?.verdict
            right += verdict == .pass ? 1 : 0
            return verdict == .fail
        }
        report([
            "margin": JSONValue(margin), "discordance": JSONValue(discordance), "n": JSONValue(n),
            "corner": .bool(isCorner), "false_pass": JSONValue(pass), "false_fail": JSONValue(fail),
            "pass_at_no_difference": JSONValue(Double(right) / Double(settings.reps)),
            "false_pass_by_t": JSONValue(Double(plain) / Double(settings.reps)),
        ])
    }

    private static func isPassByT(_ table: PairedBinary, margin: Double) -> Bool {
        let variance = (table.discordance - table.difference * table.difference)
        let se = (variance / Double(table.n - 1)).squareRoot()
        let t = Confidence.t(freedom: table.n - 1, alpha: 0.1)
        return table.difference - t * se > -margin
    }

    /// Repeats, and groups of cases that tend to flip together: the group-robust bound; beside it the t bound alone.
    static func gateClustered(_ settings: Settings, _ report: (JSONValue) -> Void) {
        for design in ClusteredScores.Design.allCases {
            for discordance in [0.05, 0.1, 0.2, 0.3] {
                for n in [20, 50, 100, 200, 500, 1_000] {
                    report(clusteredRow(design, discordance, n, settings))
                }
            }
        }
    }

    private static func clusteredRow(
        _ design: ClusteredScores.Design,
        _ discordance: Double,
        _ n: Int,
        _ settings: Settings
    ) -> JSONValue {
        let margin = 0.05
        let point = "gate-clustered \(design) \(discordance) \(n)"
        var (plain, right) = (0, 0)
        let pass = settings.rate(point + " pass") { generator in
            let scores = ClusteredScores(
                design,
                n: n,
                discordance: discordance,
                difference: -margin,
                using: &generator
            )
            plain += scores.isPassByT(margin: margin) ? 1 : 0
            return scores.verdict(margin: margin) == .pass
        }
        let fail = settings.rate(point + " fail") { generator in
            let scores = ClusteredScores(
                design,
                n: n,
                discordance: discordance,
                difference: 0,
                using: &generator
            )
            let verdict = scores.verdict(margin: margin)
            right += verdict == .pass ? 1 : 0
            return verdict == .fail
        }
        return [
            "design": .string(design.rawValue), "margin": JSONValue(margin),
            "discordance": JSONValue(discordance), "n": JSONValue(n), "false_pass": JSONValue(pass),
            "false_fail": JSONValue(fail),
            "pass_at_no_difference": JSONValue(Double(right) / Double(settings.reps)),
            "false_pass_by_t": JSONValue(Double(plain) / Double(settings.reps)),
        ]
    }
}
