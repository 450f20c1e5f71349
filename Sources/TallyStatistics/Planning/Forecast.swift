package import TallyCore

/// What a number of further units will come to, from a random sample of their kind.
package enum Forecast {
    /// n m +- t s sqrt(n) sqrt(1 + n / k) for n further units, from k with mean m and standard deviation s; never below 0.
    ///
    /// A prediction interval: it holds the chance of the further units and that of the sample (statistics.md row 16; Hahn
    /// and Meeker 1991, section 4.8). `nil` with fewer than two units to go by. Source of t: k - 1 degrees of freedom.
    package static func total(
        of further: Int,
        mean: Double,
        deviation: Double,
        sample: Int,
        alpha: Double = Confidence.alpha
    ) -> Estimate? {
        guard sample > 1, further >= 0, mean.isFinite, deviation.isFinite else { return nil }
        let n = Double(further)
        let reach =
            StudentT.quantile(1 - alpha / 2, freedom: Double(sample - 1)) * deviation
            * (n * (1 + n / Double(sample))).squareRoot()
        return Estimate(
            value: n * mean,
            low: max(0, n * mean - reach),
            high: n * mean + reach,
            n: sample,
            method: "prediction-t"
        )
    }
}
