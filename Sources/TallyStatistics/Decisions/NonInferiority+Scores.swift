internal import TallyCore

extension NonInferiority {
    /// Right-or-wrong outcomes, one trial a case and independent: Tango's score bounds (`tango-score`).
    ///
    /// `nil` unless margin > 0 and alpha in 0..<0.5.
    package init?(_ table: PairedBinary, margin: Double, alpha: Double = Self.alpha) {
        guard Self.isSound(margin, alpha) else { return nil }
        let interval = Tango.interval(table, alpha: 2 * alpha)
        self.init(
            difference: interval.value,
            low: interval.low,
            high: interval.high,
            margin: margin,
            n: table.n,
            alpha: alpha,
            method: interval.method
        )
    }

    /// Scores between 0 and 1, one a case in the same order on both sides, repeats averaged before.
    ///
    /// Right-or-wrong outcomes without weights and groups get Tango's bounds. All else gets the t bounds of the mean
    /// difference, cluster-robust with groups, or those of `FlipBound` where these are wider (`t-score`,
    /// `clustered-t-score`). Where all differences are equal nothing was observed of their variance: the bounds are what n
    /// draws can have missed, and the verdict is never PASS. `nil` when there are no cases, the sides differ in length, or
    /// a score is not within 0...1; and as above.
    package init?(
        candidate: [Double],
        baseline: [Double],
        weights: [Double]? = nil,
        groups: [Int]? = nil,
        margin: Double,
        alpha: Double = Self.alpha
    ) {
        guard (candidate + baseline).allSatisfy({ (0...1).contains($0) }),
            let sample = PairedDifference.sample(
                candidate,
                baseline,
                weights: weights,
                groups: groups
            )
        else { return nil }
        if sample.weights == nil, sample.groups == nil,
            let table = PairedBinary(candidate: candidate, baseline: baseline)
        {
            self.init(table, margin: margin, alpha: alpha)
        } else {
            let bound = FlipBound(sample)
            self.init(sample, range: -1...1, flips: bound, margin: margin, alpha: alpha)
        }
    }

    /// Differences candidate - baseline of unbounded values, such as logarithms of latencies.
    ///
    /// The bounds are the t bounds of their mean, cluster-robust with groups. `nil` without cases or with a difference that is not finite; and as above.
    package init?(_ differences: Sample, margin: Double, alpha: Double = Self.alpha) {
        let range = -Double.infinity...Double.infinity
        self.init(differences, range: range, flips: nil, margin: margin, alpha: alpha)
    }

    private init?(
        _ differences: Sample,
        range: ClosedRange<Double>,
        flips: FlipBound?,
        margin: Double,
        alpha: Double
    ) {
        guard Self.isSound(margin, alpha),
            let interval = Mean.interval(differences, bounds: range, alpha: 2 * alpha)
        else { return nil }
        let isSeen = interval.method.hasSuffix("t")
        let z = Normal.quantile(1 - alpha)
        let bound = isSeen ? flips : nil
        self.init(
            difference: interval.value,
            low: min(interval.low, bound?.low(z: z) ?? .infinity),
            high: max(interval.high, bound?.high(z: z) ?? -.infinity),
            margin: margin,
            n: differences.count,
            alpha: alpha,
            method: bound == nil ? interval.method : interval.method + "-score",
            canPass: isSeen
        )
    }

    private static func isSound(_ margin: Double, _ alpha: Double) -> Bool {
        margin > 0 && margin.isFinite && alpha > 0 && alpha < 0.5
    }
}
