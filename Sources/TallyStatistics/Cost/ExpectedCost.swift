package import TallyCore

/// What a document costs when mistakes and reviews are paid for, too: C + P(flagged) c_review + P(wrong, unflagged) c_error.
package struct ExpectedCost: Hashable, Sendable {
    /// What a person's look at a flagged document costs; >= 0, in the unit of the model's cost.
    package let review: Double
    /// What an error costs that nobody saw; >= 0.
    package let error: Double

    /// `nil` unless both costs are finite and >= 0.
    package init?(review: Double, error: Double) {
        guard review >= 0, error >= 0, review.isFinite, error.isFinite else { return nil }
        self.review = review
        self.error = error
    }

    /// The expected cost of each case: `PairedDifference` compares those of two variants, `Mean` sums them up.
    ///
    /// `correct` and `flagged` lie in 0...1, as shares of a case's repeats in which the document was right, and was
    /// flagged; `wrongUnflagged` is the share in which it was wrong and was not flagged, and defaults for single trials to
    /// that of 0 and 1. `nil` when the lists differ in length or a value is out of range.
    package func perCase(
        costs: [Double],
        correct: [Double],
        flagged: [Double],
        wrongUnflagged: [Double]? = nil
    ) -> [Double]? {
        let n = costs.count
        let missed = wrongUnflagged ?? zip(correct, flagged).map { (1 - $0) * (1 - $1) }
        guard correct.count == n, flagged.count == n, missed.count == n,
            costs.allSatisfy({ $0.isFinite && $0 >= 0 }),
            [correct, flagged, missed].joined().allSatisfy({ (0...1).contains($0) }),
            wrongUnflagged != nil
                || [correct, flagged].joined().allSatisfy({ $0 == 0 || $0 == 1 })
        else { return nil }
        return costs.indices.map {
            costs[$0] + flagged[$0] * review + missed[$0] * error
        }
    }

    /// The mean of those with its t interval, cluster-robust with groups; `nil` as above and without cases.
    package func interval(
        costs: [Double],
        correct: [Double],
        flagged: [Double],
        wrongUnflagged: [Double]? = nil,
        weights: [Double]? = nil,
        groups: [Int]? = nil
    ) -> Estimate? {
        perCase(costs: costs, correct: correct, flagged: flagged, wrongUnflagged: wrongUnflagged)
            .flatMap {
                Mean.interval(
                    Sample($0, weights: weights, groups: groups),
                    bounds: 0...Double.infinity
                )
            }
    }
}
