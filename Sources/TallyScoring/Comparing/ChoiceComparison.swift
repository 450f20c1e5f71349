internal import TallyCore

/// Whether an answer is the true one of a closed set of words, compared as text.
struct ChoiceComparison {
    private let allowed: Set<ComparisonKey>

    init(_ field: FieldSpec) {
        allowed = Set(field.values.map { Self.key(.string($0)) })
    }

    /// The answer is empty or one of the set.
    func allows(_ answer: JSONValue) -> Bool {
        !answer.isAnswered || allowed.contains(Self.key(answer))
    }

    func agree(_ truth: JSONValue, _ answer: JSONValue) -> Bool {
        let key = Self.key(answer)
        return key == Self.key(truth) && allowed.contains(key)
    }

    private static func key(_ value: JSONValue) -> ComparisonKey {
        ComparisonKey(value, by: .text, Reading())
    }
}
