/// The confidence level of every interval: 95 %, unless a caller names another.
package enum Confidence {
    /// Probability left out on both sides together.
    package static let alpha = 0.05
    /// The standard normal quantile of 1 - alpha / 2.
    package static let z = Normal.quantile(1 - alpha / 2)

    /// The t quantile of 1 - alpha / 2.
    package static func t(freedom: Int, alpha: Double = alpha) -> Double {
        StudentT.quantile(1 - alpha / 2, freedom: Double(freedom))
    }

    /// The share of a population that n draws can have missed altogether, at one-sided alpha / 2: 1 - (alpha / 2)^(1/n).
    ///
    /// It is the upper Clopper-Pearson bound of 0 in n, and bounds what all-equal scores say nothing about.
    package static func missedShare(n: Int, alpha: Double = alpha) -> Double {
        n == 0 ? 1 : Beta.quantile(1 - alpha / 2, 1, Double(n))
    }
}
