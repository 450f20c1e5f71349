internal import TallyCore
internal import TallyStatistics

/// One rule of a gate as a statistical question: whether the slack, by which the run keeps to its limit, is above 0.
///
/// PASS when the one-sided lower bound of the slack is above 0, FAIL when the upper one is below it, else INCONCLUSIVE;
/// each bound is at 1 - alpha, and together they are the two-sided interval at 1 - 2 alpha.
struct SlackTest {
    /// The interval of what is shown, leaving out 2 alpha, in the rule's own terms: a difference, a change, a value.
    let interval: (_ alpha: Double) -> Estimate?
    /// A shown value as slack: an increasing or a decreasing function.
    let slack: (_ shown: Double) -> Double
    /// The slack were there no true difference from the baseline; `nil` where there is no baseline.
    var slackAtNoDifference: Double?
    /// Where no variance was seen nothing passes.
    var canPass: (_ alpha: Double) -> Bool = { _ in true }
    /// A slack below 0 by up to this is no FAIL: noise between two experiments.
    var tolerance = 0.0
    /// Shares of cases right on one side only: power and numbers of cases then follow Tango's score.
    var scores: Scores?

    /// What a plan for right-or-wrong outcomes rests on.
    struct Scores {
        var table: PairedBinary
        var margin: Double
    }

    /// Lower and upper bound of the slack.
    func bounds(alpha: Double) -> (low: Double, high: Double)? {
        interval(alpha).map { shown in
            let ends = [slack(shown.low), slack(shown.high)]
            return (ends[0] < ends[1] ? ends[0] : ends[1], ends[0] < ends[1] ? ends[1] : ends[0])
        }
    }

    func verdict(alpha: Double) -> GateVerdict {
        guard alpha > 0, let bounds = bounds(alpha: alpha) else { return .inconclusive }
        if bounds.high < -tolerance { return .fail }
        return bounds.low > 0 && canPass(alpha) ? .pass : .inconclusive
    }

    /// The p value of the hypothesis that the limit is kept, by bisection: the smallest level at which the verdict is FAIL.
    ///
    /// 1 where it is above `alpha`: Holm rejects none that is above alpha by itself, so larger ones need no value of their own; and near a half the
    /// two bounds of a resampled interval meet and bound nothing.
    func failP(upTo alpha: Double) -> Double {
        var (low, high) = (0.0, alpha)
        guard verdict(alpha: high) == .fail else { return 1 }
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if verdict(alpha: middle) == .fail { high = middle } else { low = middle }
        }
        return high
    }

    /// The chance of a PASS were there no true difference, by the normal approximation of the bounds' width.
    func power(alpha: Double) -> Double? {
        if let scores {
            return Power.scoreNonInferiority(
                n: scores.table.n,
                margin: scores.margin,
                discordance: CasesNeeded.discordance(of: scores.table),
                alpha: alpha
            )
        }
        guard let distance = slackAtNoDifference, let error = standardError(alpha) else {
            return nil
        }
        return Normal.cdf(distance / error - Normal.quantile(1 - alpha))
    }

    /// How many more cases would pass with a chance of 80 %; `n` are in.
    func more(n: Int, alpha: Double) -> RuleResult.Needed? {
        if let scores {
            let needed = CasesNeeded(scores.table, margin: scores.margin, alpha: alpha)
            return RuleResult.Needed(
                atNoDifference: needed.atNoDifference,
                atObserved: needed.atObserved
            )
        }
        guard let error = standardError(alpha), let shown = interval(alpha) else { return nil }
        let observed = slack(shown.value)
        // Without a baseline there is no difference to do without: only the observed value counts.
        let margin = slackAtNoDifference ?? observed
        guard margin > 0 else { return RuleResult.Needed(atNoDifference: nil, atObserved: nil) }
        let needed = CasesNeeded(
            n: n,
            difference: observed - margin,
            variance: Double(n) * error * error,
            margin: margin,
            alpha: alpha
        )
        return RuleResult.Needed(
            atNoDifference: slackAtNoDifference == nil ? nil : needed.atNoDifference,
            atObserved: needed.atObserved
        )
    }

    private func standardError(_ alpha: Double) -> Double? {
        guard let bounds = bounds(alpha: alpha), bounds.low.isFinite, bounds.high.isFinite,
            bounds.high > bounds.low
        else { return nil }
        return (bounds.high - bounds.low) / (2 * Normal.quantile(1 - alpha))
    }
}
