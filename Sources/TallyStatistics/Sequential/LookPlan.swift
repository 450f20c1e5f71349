/// When to look at a comparison, and the level at which each look may decide it.
///
/// Looks are at prefixes of the seeded case order, never in completion order: easy cases finish first. Each side (PASS,
/// FAIL) spends its own alpha, as both cannot be true. With all alpha spent nothing is left for an extension, so one
/// that may come is planned as a look from the start.
package struct LookPlan: Hashable, Sendable {
    package struct Look: Hashable, Sendable {
        /// Share of the planned cases that are in.
        package let fraction: Double
        /// Alpha spent up to this look.
        package let spent: Double
        /// The score that decides; infinite when nothing may be decided yet.
        package let z: Double

        /// The one-sided level of this look's bounds: the `alpha` of `NonInferiority`, 0 when nothing may be decided.
        package var level: Double { Normal.cdf(-z) }
    }

    package let looks: [Look]
    /// One-sided, of all looks together.
    package let alpha: Double
    package let spending: AlphaSpending

    /// `nil` unless the fractions ascend within 0 < t <= 1 and alpha lies in 0..<0.5.
    ///
    /// Boundaries make the chance to cross at look k under no difference the alpha newly spent: recursive numerical
    /// integration as in Armitage, McPherson and Rowe 1969 and Jennison and Turnbull 2000, chapter 19.
    package init?(
        fractions: [Double],
        alpha: Double = NonInferiority.alpha,
        spending: AlphaSpending = .obrienFleming
    ) {
        guard !fractions.isEmpty, alpha > 0, alpha < 0.5, Self.ascends(fractions) else {
            return nil
        }
        var looks: [Look] = []
        var process = ScoreProcess()
        var before = 0.0
        for fraction in fractions {
            let spent = spending.spent(alpha: alpha, at: fraction)
            let z = process.boundary(crossing: spent - before, at: fraction)
            process.advance(to: fraction, below: z)
            looks.append(Look(fraction: fraction, spent: spent, z: z))
            before = spent
        }
        self.looks = looks
        self.alpha = alpha
        self.spending = spending
    }

    /// The chance to have crossed by each look, with one score to cross at each.
    ///
    /// `drift` is the expected score at fraction 1: 0 for no difference. It tells what peeking costs (the same 1.645 at
    /// every look) and what power a plan keeps. `nil` unless the fractions ascend and the scores are as many.
    package static func crossing(
        fractions: [Double],
        scores: [Double],
        drift: Double = 0
    ) -> [Double]? {
        guard fractions.count == scores.count, ascends(fractions), !drift.isNaN,
            !scores.contains(where: \.isNaN)
        else { return nil }
        var process = ScoreProcess(drift: drift)
        var total = 0.0
        return zip(fractions, scores).map { fraction, score in
            total += process.crossing(score, at: fraction)
            process.advance(to: fraction, below: score)
            return total
        }
    }

    private static func ascends(_ fractions: [Double]) -> Bool {
        zip([0] + fractions, fractions).allSatisfy { $0 < $1 } && fractions.allSatisfy { $0 <= 1 }
    }
}
