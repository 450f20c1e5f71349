extension SampleSize {
    /// Non-inferiority of right-or-wrong outcomes as Tango's score decides it.
    ///
    /// (z_a sqrt(v_0) + z_b sqrt(p_d - d^2))^2 / (margin + d)^2, where v_0 is the variance that the score takes at -margin
    /// when shares are as expected (Tango 1998, equation 18). `nonInferiority` takes p_d - d^2 for both: where p_d is
    /// hardly larger than the margin it promises more power than the test has. Arguments as there.
    package static func scoreNonInferiority(
        margin: Double,
        discordance: Double,
        difference: Double = 0,
        alpha: Double = NonInferiority.alpha,
        power: Double = power
    ) -> Int? {
        let distance = margin + difference
        guard margin > 0, margin < 1, distance > 0, abs(difference) <= discordance,
            discordance <= 1, let z = quantiles(alpha, power)
        else { return nil }
        let supposed = Tango.variance(
            gained: (discordance + difference) / 2,
            lost: (discordance - difference) / 2,
            at: -margin
        )
        let expected = discordance - difference * difference
        let sum = z.alpha * supposed.squareRoot() + z.beta * expected.squareRoot()
        return cases(sum * sum / (distance * distance))
    }
}
