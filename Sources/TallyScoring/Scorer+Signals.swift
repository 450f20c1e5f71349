package import TallyCore

/// What an answer tells about itself, and two answers about each other; the truth has no part in it.
extension Scorer {
    package func signals(
        of output: JSONObject,
        isSchemaValid: Bool,
        reconciles: Bool?,
        meanLogprob: Double? = nil
    ) -> AnswerSignals {
        let answered = required.count { output[$0]?.isAnswered ?? false }
        return AnswerSignals(
            isSchemaValid: isSchemaValid,
            reconciles: reconciles,
            fieldsAnswered: required.isEmpty ? 1 : Double(answered) / Double(required.count),
            meanLogprob: meanLogprob
        )
    }

    /// The share of the required fields on which two answers agree, by each field's own comparator.
    ///
    /// Two answers that both leave a field out agree on it.
    package func agreement(
        of answer: JSONObject,
        with other: JSONObject,
        locale: String? = nil
    ) -> Double {
        guard !required.isEmpty else { return 1 }
        var claim = answer
        for name in required where claim[name] == nil { claim[name] = .some(.null) }
        let score = score(expected: claim, predicted: other, locale: locale)
        let agreeing = score.fields.count { required.contains($0.name) && $0.outcome.isRight }
        return Double(agreeing) / Double(required.count)
    }
}
