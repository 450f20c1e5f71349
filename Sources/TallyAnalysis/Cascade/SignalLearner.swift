internal import TallyCore
internal import TallyStatistics

/// Learns what several signals together say of an answer.
struct SignalLearner {
    private let cases: [CascadeCase]
    private let features: [AnswerSignal]

    init(_ cases: [CascadeCase]) {
        self.cases = cases
        let answered = cases.compactMap(\.signals)
        // A weight on a signal that some answers lack would hand all of these over.
        let hasLogprobs = !answered.isEmpty && answered.allSatisfy { $0.meanLogprob != nil }
        features =
            [.schemaValid, .reconciles, .fieldsAnswered] + (hasLogprobs ? [.meanLogprob] : [])
    }

    /// What some of the cases teach, and what it says of all of them; minus infinity where there is no answer.
    func learn(from training: [Int]) -> (signal: LearnedSignal, signals: [Double])? {
        let known = training.filter { cases[$0].signals != nil }
        guard
            let regression = LogisticRegression(
                known.map { row(cases[$0]) },
                known.map { cases[$0].cheapCorrect }
            )
        else { return nil }
        let signal = LearnedSignal(
            intercept: regression.intercept,
            weights: Dictionary(uniqueKeysWithValues: zip(features, regression.weights))
        )
        return (signal, cases.map { $0.signals.flatMap(signal.value) ?? -.infinity })
    }

    private func row(_ item: CascadeCase) -> [Double] {
        features.map { feature in item.signals?[feature] ?? 0 }
    }
}
