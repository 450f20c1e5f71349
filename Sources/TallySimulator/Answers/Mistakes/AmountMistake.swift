internal import TallyCore

/// A wrong amount: swapped or confused digits, another field's amount, or none.
enum AmountMistake {
    /// `others` are the receipt's other amounts, which a model may take for this one.
    static func draw(
        _ truth: JSONValue,
        others: [JSONValue],
        _ draws: inout SeededGenerator
    ) -> JSONValue {
        let borrowable = others.filter { !$0.isNull && $0.double != truth.double }
        guard !truth.isNull else {
            // An amount that is not on the receipt can only be made up.
            return borrowable.isEmpty ? .number("1") : draws.pick(borrowable)
        }
        let kind = draws.below(20)
        let slip: JSONValue? =
            switch kind {
            case 0..<6: changed(truth, by: DigitSlip.swapped, &draws)
            case 6..<12: changed(truth, by: DigitSlip.confused, &draws)
            case 12..<17: borrowable.isEmpty ? nil : draws.pick(borrowable)
            default: .null
            }
        return slip ?? changed(truth, by: DigitSlip.confused, &draws) ?? .null
    }

    static func changed(
        _ value: JSONValue,
        by slip: (String, inout SeededGenerator) -> String?,
        _ draws: inout SeededGenerator
    ) -> JSONValue? {
        switch value {
        case .number(let lexeme): slip(lexeme, &draws).map { .number($0) }
        case .string(let text): slip(text, &draws).map { .string($0) }
        default: nil
        }
    }
}
