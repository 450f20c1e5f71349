import Foundation
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

    /// Repeats, and groups of cases that tend to flip together: the group-robust bound.
    static func gateClustered(_ settings: Settings, _ report: (JSONValue) -> Void) {
        let margin = 0.05
        for design in ClusteredScores.Design.allCases {
            for discordance in [0.05, 0.1, 0.2, 0.3] {
                for n in [20, 50, 100, 200, 500, 1_000] {
                    func verdict(_ difference: Double, _ generator: inout SeededGenerator)
                        -> Verdict?
                    {
                        let scores = ClusteredScores(
                            design,
                            n: n,
                            discordance: discordance,
                            difference: difference,
                            using: &generator
                        )
                        return NonInferiority(
                            candidate: scores.candidate,
                            baseline: scores.baseline,
                            groups: scores.groups,
                            margin: margin
                        )?
                        .verdict
                    }
                    let point = "gate-clustered \(design) \(discordance) \(n)"
                    let pass = settings.rate(point + " pass") { verdict(-margin, &$0) == .pass }
                    var right = 0
                    let fail = settings.rate(point + " fail") { generator in
                        let verdict = verdict(0, &generator)
                        right += verdict == .pass ? 1 : 0
                        return verdict == .fail
                    }
                    report([
                        "design": .string(design.rawValue), "margin": JSONValue(margin),
                        "discordance": JSONValue(discordance), "n": JSONValue(n),
                        "false_pass": JSONValue(pass), "false_fail": JSONValue(fail),
                        "pass_at_no_difference": JSONValue(Double(right) / Double(settings.reps)),
                    ])
                }
            }
        }
    }

    /// Whole designs: the planned number of cases, and the claim's rate at the planned difference.
    static func power(_ settings: Settings, _ report: (JSONValue) -> Void) {
        func row(_ kind: String, _ d: Double, _ discordance: Double, _ n: Int, _ rate: Double) {
            report([
                "kind": .string(kind), "difference": JSONValue(d),
                "discordance": JSONValue(discordance), "n": JSONValue(n), "power": JSONValue(rate),
            ])
        }
        for (d, discordance) in [(0.02, 0.1), (0.03, 0.1), (0.05, 0.1), (0.05, 0.2), (0.1, 0.3)] {
            guard let n = SampleSize.mcNemar(difference: d, discordance: discordance) else {
                continue
            }
            let rate = settings.rate("power mcnemar \(d) \(discordance)") { generator in
                let table = table(n: n, discordance: discordance, difference: d, using: &generator)
                return table.map { $0.midP <= 0.05 && $0.gained > $0.lost } ?? false
            }
            row("mcnemar", d, discordance, n, rate)
        }
        for (d, discordance) in [(0, 0.05), (0, 0.1), (0, 0.2), (-0.01, 0.1), (0.01, 0.1)] {
            let sizes = [
                "noninferiority": SampleSize.nonInferiority(
                    margin: 0.03,
                    discordance: discordance,
                    difference: d
                ),
                "noninferiority by score": SampleSize.scoreNonInferiority(
                    margin: 0.03,
                    discordance: discordance,
                    difference: d
                ),
            ]
            for (kind, size) in sizes.sorted(by: { $0.key < $1.key }) {
                guard let n = size else { continue }
                let rate = settings.rate("power \(kind) \(d) \(discordance)") { generator in
                    table(n: n, discordance: discordance, difference: d, using: &generator)
                        .flatMap { NonInferiority($0, margin: 0.03) }?.verdict == .pass
                }
                row(kind, d, discordance, n, rate)
            }
        }
        for (d, between, within, repeats) in [(0.02, 0.02, 0.0, 1), (0.02, 0.01, 0.03, 3)] {
            let planned = SampleSize.superiority(
                difference: d,
                between: between,
                within: (within, within),
                repeats: (repeats, repeats)
            )
            guard let n = planned else { continue }
            let noise = (2 * within / Double(repeats)).squareRoot()
            let rate = settings.rate("power superiority \(d) \(between) \(within)") { generator in
                let values = (0..<n).map { _ in
                    d + between.squareRoot() * generator.normal() + noise * generator.normal()
                }
                return Mean.interval(Sample(values)).map { $0.low > 0 } ?? false
            }
            row("superiority between \(between) within \(within) K \(repeats)", d, 0, n, rate)
        }
    }
}
