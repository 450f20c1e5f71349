internal import TallyCore

/// Whether two lists of scalars hold the same elements equally often, in whatever order.
struct ListComparison {
    private let comparator: FieldSpec.Comparator
    private let reading: Reading

    init(_ field: FieldSpec, _ reading: Reading) {
        comparator = field.element ?? .text
        self.reading = reading
    }

    /// The list without null and blank elements, null when none is left; a scalar is a list of itself.
    func elements(_ value: JSONValue) -> JSONValue {
        let elements = (value.array ?? [value]).filter(\.isAnswered)
        return elements.isEmpty ? .null : .array(elements)
    }

    func agree(_ truth: JSONValue, _ answer: JSONValue) -> Bool {
        guard let truth = truth.array, let answer = answer.array, truth.count == answer.count else {
            return false
        }
        return counts(truth) == counts(answer)
    }

    private func counts(_ elements: [JSONValue]) -> [ComparisonKey: Int] {
        elements.reduce(into: [:]) { counts, element in
            counts[ComparisonKey(element, by: comparator, reading), default: 0] += 1
        }
    }
}
