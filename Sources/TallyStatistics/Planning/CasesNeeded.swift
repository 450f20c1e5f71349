/// How many more cases an INCONCLUSIVE comparison needs for a PASS with 80 % power, by `SampleSize`.
package struct CasesNeeded: Hashable, Sendable {
    /// Were there no true difference; `nil` when no number is enough.
    package let atNoDifference: Int?
    /// Were the true difference the observed one; `nil` when that lies at or below -margin.
    package let atObserved: Int?

    /// For right-or-wrong outcomes, as Tango's score decides them.
    ///
    /// With no flips seen, the discordance is taken as the most that n cases can have missed (one-sided 95 %), as 0 would
    /// promise a PASS after one case.
    package init(
        _ table: PairedBinary,
        margin: Double,
        alpha: Double = NonInferiority.alpha,
        power: Double = SampleSize.power
    ) {
        let discordance = Self.discordance(of: table)
        func more(_ difference: Double) -> Int? {
            SampleSize.scoreNonInferiority(
                margin: margin,
                discordance: discordance,
                difference: difference,
                alpha: alpha,
                power: power
            )
            .map { max(0, $0 - table.n) }
        }
        atNoDifference = more(0)
        atObserved = more(table.difference)
    }

    /// The share of changed cases to plan with: the seen one, or the most that n unchanged cases can have missed.
    package static func discordance(of table: PairedBinary) -> Double {
        table.discordance > 0
            ? table.discordance
            : Confidence.missedShare(n: table.n, alpha: 2 * NonInferiority.alpha)
    }

    /// For any scores: n cases so far, their differences' mean and the variance of one case's difference.
    ///
    /// With groups the variance is n SE^2, which holds for more groups of the same size.
    package init(
        n: Int,
        difference: Double,
        variance: Double,
        margin: Double,
        alpha: Double = NonInferiority.alpha,
        power: Double = SampleSize.power
    ) {
        func more(_ difference: Double) -> Int? {
            SampleSize.nonInferiority(
                margin: margin,
                variance: variance,
                difference: difference,
                alpha: alpha,
                power: power
            )
            .map { max(0, $0 - n) }
        }
        atNoDifference = more(0)
        atObserved = more(difference)
    }
}
