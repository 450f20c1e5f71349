/// How a trial ended.
package enum TrialOutcome: Hashable, Sendable {
    /// The model answered in a form that can be scored.
    case answered
    /// The model answered badly: scored 0, kept in the denominator.
    case modelFailure(ErrorType)
    /// The infrastructure failed: no quality score, counted apart.
    case infrastructureFailure(ErrorType)

    package var error: ErrorType? {
        switch self {
        case .answered: nil
        case .modelFailure(let error), .infrastructureFailure(let error): error
        }
    }

    /// The word that stored rows and exports carry.
    package var name: String {
        switch self {
        case .answered: "answered"
        case .modelFailure: "model_failure"
        case .infrastructureFailure: "failed"
        }
    }

    /// The trial has a quality score (0 for a model failure).
    package var isScored: Bool {
        if case .infrastructureFailure = self { false } else { true }
    }
}
