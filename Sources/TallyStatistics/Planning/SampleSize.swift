internal import Foundation

/// How many cases a comparison needs, by the normal approximation; rounded up.
///
/// `power` is the chance of the claim when the stated difference is true. `nil` when no number of cases is enough, or an
/// argument is out of range.
package enum SampleSize {
    package static let power = 0.8

    /// A two-sided test of a mean paired difference: (z_{a/2} + z_b)^2 (w^2 + s_A^2 / K_A + s_B^2 / K_B) / d^2.
    ///
    /// w^2 is the variance of the cases' true differences (between), s^2 that of one repeat within a case, K the repeats
    /// of each side. Source: Miller 2024, arXiv 2411.00640, section 5.
    package static func superiority(
        difference: Double,
        between: Double,
        within: (a: Double, b: Double) = (0, 0),
        repeats: (a: Int, b: Int) = (1, 1),
        alpha: Double = Confidence.alpha,
        power: Double = power
    ) -> Int? {
        guard difference != 0, between >= 0, within.a >= 0, within.b >= 0, repeats.a > 0,
            repeats.b > 0, let z = quantiles(alpha / 2, power)
        else { return nil }
        let variance = between + within.a / Double(repeats.a) + within.b / Double(repeats.b)
        let sum = z.alpha + z.beta
        return cases(sum * sum * variance / (difference * difference))
    }

    /// McNemar's test, two-sided: (z_{a/2} sqrt(p_d) + z_b sqrt(p_d - d^2))^2 / d^2.
    ///
    /// `discordance` p_d is the share of cases that change either way, 0 < |d| <= p_d <= 1. Source: Connor 1987,
    /// Biometrics 43:207-211.
    package static func mcNemar(
        difference: Double,
        discordance: Double,
        alpha: Double = Confidence.alpha,
        power: Double = power
    ) -> Int? {
        guard difference != 0, abs(difference) <= discordance, discordance <= 1,
            let z = quantiles(alpha / 2, power)
        else { return nil }
        let square = difference * difference
        let sum =
            z.alpha * discordance.squareRoot() + z.beta * (discordance - square).squareRoot()
        return cases(sum * sum / square)
    }

    /// Non-inferiority of right-or-wrong outcomes: (z_a + z_b)^2 (p_d - d^2) / (margin + d)^2, one-sided alpha.
    ///
    /// `difference` d is the true candidate - baseline, > -margin, |d| <= p_d. See `scoreNonInferiority` where p_d is near
    /// the margin.
    package static func nonInferiority(
        margin: Double,
        discordance: Double,
        difference: Double = 0,
        alpha: Double = NonInferiority.alpha,
        power: Double = power
    ) -> Int? {
        guard abs(difference) <= discordance, discordance <= 1 else { return nil }
        return nonInferiority(
            margin: margin,
            variance: discordance - difference * difference,
            difference: difference,
            alpha: alpha,
            power: power
        )
    }

    /// Non-inferiority of any score: `variance` is that of the cases' differences d_i, repeats averaged.
    package static func nonInferiority(
        margin: Double,
        variance: Double,
        difference: Double = 0,
        alpha: Double = NonInferiority.alpha,
        power: Double = power
    ) -> Int? {
        let distance = margin + difference
        guard margin > 0, variance >= 0, distance > 0, let z = quantiles(alpha, power) else {
            return nil
        }
        let sum = z.alpha + z.beta
        return cases(sum * sum * variance / (distance * distance))
    }

    static func quantiles(_ tail: Double, _ power: Double) -> (alpha: Double, beta: Double)? {
        guard tail > 0, tail < 0.5, power > tail, power < 1 else { return nil }
        return (Normal.quantile(1 - tail), Normal.quantile(power))
    }

    /// Rounded up, at least 1; what is whole but for rounding stays.
    static func cases(_ n: Double) -> Int? {
        guard n.isFinite, n < 1e15 else { return nil }
        return max(1, Int((n * (1 - 1e-12)).rounded(.up)))
    }
}
