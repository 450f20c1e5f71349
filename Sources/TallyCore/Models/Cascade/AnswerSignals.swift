/// What an answer may be trusted by, the larger the more.
///
/// None of them needs the truth.
package enum AnswerSignal: String, Hashable, Sendable, CaseIterable {
    /// 1 when the answer fits the schema as it stands, else 0.
    case schemaValid = "schema_valid"
    /// 1 when its own amounts add up, 0 when they do not, a half when it holds too few to tell.
    case reconciles
    /// The mean of the logarithms of its tokens' probabilities.
    case meanLogprob = "mean_logprob"
    /// The share of the required fields on which a second answer agrees.
    case agreement
    /// The share of the required fields that it fills in.
    case fieldsAnswered = "fields_answered"

    /// Those that hold or do not hold, by which a check can be made.
    package static let checks: [AnswerSignal] = [.schemaValid, .reconciles]
}

/// The signals of one answer.
package struct AnswerSignals: Hashable, Sendable {
    package var isSchemaValid: Bool
    /// `nil` when the answer holds too few amounts.
    package var reconciles: Bool?
    package var fieldsAnswered: Double
    /// `nil` when the endpoint told none.
    package var meanLogprob: Double?
    /// `nil` without a second answer to compare.
    package var agreement: Double?

    package init(
        isSchemaValid: Bool,
        reconciles: Bool?,
        fieldsAnswered: Double,
        meanLogprob: Double? = nil,
        agreement: Double? = nil
    ) {
        self.isSchemaValid = isSchemaValid
        self.reconciles = reconciles
        self.fieldsAnswered = fieldsAnswered
        self.meanLogprob = meanLogprob
        self.agreement = agreement
    }

    /// The signal as a number; `nil` when it is not known.
    package subscript(signal: AnswerSignal) -> Double? {
        switch signal {
        case .schemaValid: isSchemaValid ? 1 : 0
        case .reconciles: reconciles.map { $0 ? 1 : 0 } ?? 0.5
        case .meanLogprob: meanLogprob
        case .agreement: agreement
        case .fieldsAnswered: fieldsAnswered
        }
    }
}
