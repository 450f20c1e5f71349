/// Donut's two measures of structured answers.
///
/// Source: Kim et al. 2022, arXiv 2111.15664, section 4.2; equal to `donut.util.JSONParseEvaluator`.
package enum Donut {
    /// Fields found, and fields missing or too many; summed over a corpus they give its micro F1.
    package struct Counts: Hashable, Sendable {
        package var found = 0
        package var missed = 0

        package init() {}

        /// `nil` while there is no field on either side, where the reference divides by zero.
        package var f1: Double? {
            let whole = Double(found) + Double(missed) / 2
            return whole > 0 ? Double(found) / whole : nil
        }

        package static func += (left: inout Counts, right: Counts) {
            left.found += right.found
            left.missed += right.missed
        }
    }

    /// Normalised tree edit distance accuracy: 1 less the distance over that of an empty answer, at least 0.
    ///
    /// An empty ground truth gives 0, whatever the answer.
    package static func accuracy(truth: MetricValue, prediction: MetricValue) -> Double {
        let expected = EditTree(DonutForm(truth))
        let whole = expected.sizeBelowRoot
        guard whole > 0 else { return 0 }
        let distance = EditTree(DonutForm(prediction)).distance(to: expected)
        return max(0, 1 - Double(distance) / Double(whole))
    }

    /// The fields of a prediction against those of a ground truth, each counted as often as it stands there.
    package static func counts(truth: MetricValue, prediction: MetricValue) -> Counts {
        var left: [DonutField: Int] = [:]
        var counts = Counts()
        for field in DonutForm(truth).flattened() {
            left[field, default: 0] += 1
            counts.missed += 1
        }
        for field in DonutForm(prediction).flattened() {
            if let count = left[field], count > 0 {
                left[field] = count - 1
                counts.found += 1
                counts.missed -= 1
            } else {
                counts.missed += 1
            }
        }
        return counts
    }
}
