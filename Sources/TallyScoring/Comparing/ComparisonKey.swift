internal import TallyCore

/// A scalar as its comparator sees it: two values agree exactly when their keys are equal.
enum ComparisonKey: Hashable {
    case text([Unicode.Scalar])
    case amount(Amount)
    case date(CivilDate)
    /// What the comparator cannot read agrees only with the same value as written.
    case unreadable(String)

    init(_ value: JSONValue, by comparator: FieldSpec.Comparator, _ reading: Reading) {
        let key: ComparisonKey? =
            switch comparator {
            case .number: reading.number(value).map { .amount($0) }
            case .money: reading.money(value).map { .amount($0) }
            case .date: reading.date(value).map { .date($0) }
            default: Self.text(value)
            }
        self = key ?? .unreadable(value.jsonText)
    }

    private static func text(_ value: JSONValue) -> ComparisonKey? {
        let normal = value.plainText.map(NormalText.init)
        return normal.flatMap { $0.isEmpty ? nil : .text($0.scalars) }
    }
}
