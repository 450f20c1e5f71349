/// How one annotated field came out.
package enum FieldOutcome: String, Hashable, Sendable, CaseIterable {
    case correct, wrong
    /// Expected, but not answered.
    case omitted
    /// Answered, but annotated as absent.
    case hallucinated
    /// Annotated as absent and not answered: counts as correct.
    case absent

    package var isRight: Bool { self == .correct || self == .absent }
}

/// One annotated field's outcome; both values stay with the case and the answer.
package struct FieldScore: Hashable, Sendable {
    package var name: String
    package var outcome: FieldOutcome
    /// The values are equal without any normalisation.
    package var isRawEqual: Bool

    package init(
        name: String,
        outcome: FieldOutcome,
        isRawEqual: Bool
    ) {
        self.name = name
        self.outcome = outcome
        self.isRawEqual = isRawEqual
    }
}

/// How the line items of one case compare after optimal assignment.
package struct LineItemScore: Hashable, Sendable {
    /// Items in the truth.
    package var expected: Int
    /// Items in the answer.
    package var predicted: Int
    /// Assigned pairs that agree in every annotated subfield.
    package var correct: Int
    /// Assigned pairs.
    package var matched: Int
    /// Of the assigned pairs, how many annotated subfields there are and how many agree, by subfield.
    package var subfields: [String: Subfield]

    package struct Subfield: Hashable, Sendable {
        package var annotated: Int
        package var correct: Int

        package init(annotated: Int = 0, correct: Int = 0) {
            self.annotated = annotated
            self.correct = correct
        }
    }

    package init(
        expected: Int,
        predicted: Int,
        correct: Int,
        matched: Int,
        subfields: [String: Subfield]
    ) {
        self.expected = expected
        self.predicted = predicted
        self.correct = correct
        self.matched = matched
        self.subfields = subfields
    }

    /// Assigned pairs over items answered; 1 when neither side has an item.
    package var precision: Double {
        predicted == 0 ? (expected == 0 ? 1 : 0) : Double(matched) / Double(predicted)
    }
    /// Assigned pairs over items expected; 1 when none is expected.
    package var recall: Double { expected == 0 ? 1 : Double(matched) / Double(expected) }
    package var f1: Double { harmonic(matched) }
    /// The same with only the pairs that agree in every annotated subfield.
    package var exactF1: Double { harmonic(correct) }
    package var isCountExact: Bool { expected == predicted }

    private func harmonic(_ pairs: Int) -> Double {
        expected + predicted == 0 ? 1 : 2 * Double(pairs) / Double(expected + predicted)
    }
}

/// What one trial's answer is worth.
package struct TrialScore: Hashable, Sendable {
    /// Every annotated field, in the order of the specification.
    package var fields: [FieldScore]
    /// `nil` when line items are not annotated.
    package var lineItems: LineItemScore?
    /// Every required and annotated field is right; `nil` when no required field is annotated.
    package var isDocumentExact: Bool?
    /// The same without any normalisation.
    package var isDocumentExactRaw: Bool?
    /// Annotated scalar fields.
    package var annotated: Int
    /// Of these, the right ones (true-absent included).
    package var right: Int
    /// The answer's own amounts add up; `nil` when it holds too few amounts.
    ///
    /// A signal, never a score.
    package var reconciles: Bool?

    package init(
        fields: [FieldScore],
        lineItems: LineItemScore?,
        isDocumentExact: Bool?,
        isDocumentExactRaw: Bool?,
        annotated: Int,
        right: Int,
        reconciles: Bool?
    ) {
        self.fields = fields
        self.lineItems = lineItems
        self.isDocumentExact = isDocumentExact
        self.isDocumentExactRaw = isDocumentExactRaw
        self.annotated = annotated
        self.right = right
        self.reconciles = reconciles
    }

    /// Right over annotated scalar fields; `nil` when none is annotated.
    package var fieldAccuracy: Double? {
        annotated == 0 ? nil : Double(right) / Double(annotated)
    }
}
