package import TallyCore

/// Tango's score interval of the difference of two paired rates.
///
/// Source: Tango 1998, Statistics in Medicine 17:891-908, equations 18 and 20. The variance under a supposed difference
/// delta is taken at the most likely table that has this difference, so that no flips at all still leave an interval:
/// z^2 / (n + z^2) to either side.
package enum Tango {
    /// The candidate's rate less the baseline's, with the interval that leaves out `alpha` on both sides together.
    package static func interval(
        _ table: PairedBinary,
        alpha: Double = Confidence.alpha
    ) -> Estimate {
        let z = Normal.quantile(1 - alpha / 2)
        let (gained, lost, n) = (Double(table.gained), Double(table.lost), Double(table.n))
        return Estimate(
            value: table.difference,
            low: lowerBound(gained: gained, lost: lost, n: n, z: z),
            high: -lowerBound(gained: lost, lost: gained, n: n, z: z),
            n: table.n,
            method: "tango-score"
        )
    }

    /// The difference delta below the estimate at which the score is z, by bisection down to neighbouring doubles.
    ///
    /// Counts need not be whole: shares of repeats and effective sizes enter as they are. gained + lost <= n, z > 0.
    static func lowerBound(gained: Double, lost: Double, n: Double, z: Double) -> Double {
        var (low, high) = (-1.0, (gained - lost) / n)
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return low }
            if score(gained: gained, lost: lost, n: n, at: middle) >= z {
                low = middle
            } else {
                high = middle
            }
        }
    }

    /// The score (gained - lost - n delta) / sqrt(n v), with v from `variance`.
    package static func score(
        gained: Double,
        lost: Double,
        n: Double,
        at delta: Double
    ) -> Double {
        let distance = gained - lost - n * delta
        if distance == 0 { return 0 }
        let variance = n * variance(gained: gained / n, lost: lost / n, at: delta)
        return variance > 0
            ? distance / variance.squareRoot()
            : distance > 0 ? .infinity : -.infinity
    }

    /// The variance 2 q + delta - delta^2 of one case's difference in the most likely table that differs by delta.
    ///
    /// `gained` and `lost` are shares of all cases. q is the share of lost ones in that table: the larger root of
    /// 2 q^2 + B q + C = 0 with B = -(gained + lost) + (2 - gained + lost) delta, C = -lost delta (1 - delta).
    static func variance(gained: Double, lost: Double, at delta: Double) -> Double {
        let b = -(gained + lost) + (2 - gained + lost) * delta
        let c = -lost * delta * (1 - delta)
        let root = max(0, b * b - 8 * c).squareRoot()
        // Of the two forms of the root, the one that adds.
        let q = b <= 0 ? (root - b) / 4 : -2 * c / (root + b)
        return 2 * q + delta * (1 - delta)
    }
}
