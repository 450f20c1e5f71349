/// SROIE's third task: texts found exactly, letter case and white space included.
///
/// Source: Huang et al. 2019, "ICDAR2019 competition on scanned receipt OCR and information extraction", task 3.
package struct SROIEExact: Hashable, Sendable {
    /// Keys whose predicted text is the truth's.
    package var found = 0
    /// Keys of the truth with an answer that is not empty.
    package var predicted = 0
    /// Keys of the truth.
    package var expected = 0

    package init() {}

    /// Compares one document; `nil` where either side is no object.
    ///
    /// Only texts that are not empty count, and only under the truth's keys.
    package init?(truth: MetricValue, prediction: MetricValue) {
        guard case .object(let mine) = truth, case .object(let theirs) = prediction else {
            return nil
        }
        for (key, value) in mine {
            let expected = Self.text(value)
            if expected != nil { self.expected += 1 }
            let answer = theirs.last { ExactText.isEqual($0.key, key) }?.value
            guard let predicted = answer.flatMap(Self.text) else { continue }
            self.predicted += 1
            if let expected, ExactText.isEqual(expected, predicted) { found += 1 }
        }
    }

    private static func text(_ value: MetricValue) -> String? {
        if case .text(let text) = value, !text.isEmpty { text } else { nil }
    }

    package var precision: Double? {
        predicted > 0 ? Double(found) / Double(predicted) : nil
    }
    package var recall: Double? { expected > 0 ? Double(found) / Double(expected) : nil }
    /// `nil` without a key on either side.
    package var f1: Double? {
        predicted + expected > 0 ? 2 * Double(found) / Double(predicted + expected) : nil
    }

    package static func += (left: inout SROIEExact, right: SROIEExact) {
        left.found += right.found
        left.predicted += right.predicted
        left.expected += right.expected
    }
}
