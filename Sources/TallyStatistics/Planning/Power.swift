/// The chance of a claim with n cases, by the same normal approximations as `SampleSize`; NaN out of range.
package enum Power {
    /// A two-sided test of a mean paired difference whose cases' differences have this variance, repeats averaged.
    ///
    /// The far tail is left out: a significant difference in the wrong direction is no success.
    package static func superiority(
        n: Int,
        difference: Double,
        variance: Double,
        alpha: Double = Confidence.alpha
    ) -> Double {
        guard n > 0, variance > 0 else { return .nan }
        let shift = abs(difference) / (variance / Double(n)).squareRoot()
        return Normal.cdf(shift - Normal.quantile(1 - alpha / 2))
    }

    /// McNemar's test, two-sided (Connor 1987).
    package static func mcNemar(
        n: Int,
        difference: Double,
        discordance: Double,
        alpha: Double = Confidence.alpha
    ) -> Double {
        let spread = (discordance - difference * difference).squareRoot()
        guard n > 0, spread > 0 else { return .nan }
        let shift = abs(difference) * Double(n).squareRoot()
        return Normal.cdf(
            (shift - Normal.quantile(1 - alpha / 2) * discordance.squareRoot()) / spread
        )
    }

    /// A non-inferiority PASS at the true difference candidate - baseline.
    package static func nonInferiority(
        n: Int,
        margin: Double,
        variance: Double,
        difference: Double = 0,
        alpha: Double = NonInferiority.alpha
    ) -> Double {
        guard n > 0, variance > 0, margin > 0 else { return .nan }
        let shift = (margin + difference) / (variance / Double(n)).squareRoot()
        return Normal.cdf(shift - Normal.quantile(1 - alpha))
    }

    /// A non-inferiority PASS of right-or-wrong outcomes as Tango's score decides it; see `SampleSize.scoreNonInferiority`.
    package static func scoreNonInferiority(
        n: Int,
        margin: Double,
        discordance: Double,
        difference: Double = 0,
        alpha: Double = NonInferiority.alpha
    ) -> Double {
        guard n > 0, margin > 0, margin < 1, abs(difference) <= discordance, discordance <= 1,
            discordance > 0
        else { return .nan }
        let supposed = Tango.variance(
            gained: (discordance + difference) / 2,
            lost: (discordance - difference) / 2,
            at: -margin
        )
        let expected = discordance - difference * difference
        let shift = (margin + difference) * Double(n).squareRoot()
        return Normal.cdf(
            (shift - Normal.quantile(1 - alpha) * supposed.squareRoot()) / expected.squareRoot()
        )
    }
}
