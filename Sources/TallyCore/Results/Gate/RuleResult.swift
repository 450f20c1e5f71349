/// One rule with what it was decided on.
package struct RuleResult: Hashable, Sendable {
    package var rule: GateRule
    package var verdict: GateVerdict
    package var reason: Reason
    package var baseline: Double?
    package var candidate: Double?
    /// What was bounded: a difference in the metric's unit, a change relative to the baseline, or the value itself; each
    /// bound is one-sided at 1 - `alpha`.
    package var estimate: Estimate?
    package var alpha: Double?
    /// The chance of a PASS with so many cases were there no true difference; `nil` where that is not known.
    package var power: Double?
    /// How many more cases would decide it; `nil` where it is decided, or that is not known.
    package var more: Needed?
    /// The look at which it was decided, in cases; `nil` without planned looks.
    package var look: Int?

    package init(rule: GateRule, verdict: GateVerdict, reason: Reason) {
        self.rule = rule
        self.verdict = verdict
        self.reason = reason
    }

    /// More cases for a PASS with a chance of 80 %; a count is `nil` where no number is enough.
    package struct Needed: Hashable, Sendable {
        /// Were there no true difference.
        package var atNoDifference: Int?
        /// Were it the observed one.
        package var atObserved: Int?

        package init(atNoDifference: Int?, atObserved: Int?) {
            self.atNoDifference = atNoDifference
            self.atObserved = atObserved
        }
    }

    /// Why a rule came out as it did.
    package enum Reason: Hashable, Sendable {
        /// Counted, not estimated.
        case observed
        /// The whole interval keeps to the limit, or lies beyond it.
        case decided
        /// The interval holds the limit.
        case undecided
        /// Beyond the limit by itself, but not once adjusted for so many rules (Holm).
        case notAfterAdjusting(rules: Int)
        /// No difference was seen at all, which says nothing of its variance.
        case noVariance
        /// So many cases are too few; so many are needed.
        case tooFew(cases: Int, needed: Int)
        /// Too many cases for resampling.
        case tooMany(cases: Int)
        /// Too many trials brought no answer: that share of the candidate's or the baseline's.
        case failures(share: Double)
        /// The runs did not run side by side.
        case unpairedTime
        /// Costs are unknown for so many cases.
        case unpriced(cases: Int)
        /// No case has the value.
        case noValue
        /// The baseline costs nothing, and the candidate something.
        case fromNothing
        /// Looks are planned, and this rule waits for one at so many cases.
        case waits(look: Int)
    }
}
