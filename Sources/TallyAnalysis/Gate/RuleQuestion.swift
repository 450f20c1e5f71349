internal import TallyCore
internal import TallyStatistics

/// What one rule comes to on a run's cases: something counted, a statistical question, or neither.
enum RuleQuestion {
    /// Counted: kept when the condition holds.
    case exact(isKept: Bool)
    case statistical(SlackTest, n: Int)
    case undecidable(RuleResult.Reason)
}

/// A rule asked of a run, with what is shown beside the verdict.
struct AskedRule {
    var question: RuleQuestion
    var baseline: Double?
    var candidate: Double?

    init(_ question: RuleQuestion, baseline: Double? = nil, candidate: Double? = nil) {
        self.question = question
        self.baseline = baseline
        self.candidate = candidate
    }
}
