internal import TallyCore

/// Whether two answered scalar values say the same, by the field's comparator.
enum ScalarComparison {
    /// A value that its comparator cannot read agrees only with the same value as written.
    static func agree(
        _ truth: JSONValue,
        _ answer: JSONValue,
        by field: FieldSpec,
        _ reading: Reading
    ) -> Bool {
        switch field.comparator {
        case .text: agreeAsText(truth, answer)
        case .currency: agreeAsCurrency(truth, answer)
        case .date: equal(reading.date(truth), reading.date(answer))
        case .money: near(reading.money(truth), reading.money(answer), field.tolerance)
        case .number: near(reading.number(truth), reading.number(answer), field.tolerance)
        case .choice, .list, .lineItems: false
        }
    }

    /// A merchant given as a slug ("aldi") agrees with a name that holds it as a word or starts with it.
    static func agree(slug: JSONValue, _ answer: JSONValue) -> Bool {
        guard let slug = slug.plainText, let name = answer.plainText else { return false }
        let wanted = NormalText(slug)
        guard !wanted.isEmpty else { return false }
        if NormalText(name).scalars.starts(with: wanted.scalars) { return true }
        let slugWords = NormalText.words(slug)
        let words = NormalText.words(name)
        guard words.count >= slugWords.count else { return false }
        return (0...(words.count - slugWords.count)).contains { start in
            words[start...].starts(with: slugWords)
        }
    }

    private static func equal<Value: Equatable>(_ truth: Value?, _ answer: Value?) -> Bool {
        truth != nil && truth == answer
    }

    /// Two amounts no further apart than the tolerance in millionths.
    private static func near(_ truth: Amount?, _ answer: Amount?, _ tolerance: Int) -> Bool {
        guard let truth, let answer else { return false }
        return truth == answer || (truth - answer).magnitude.millionths <= tolerance
    }

    private static func agreeAsText(_ truth: JSONValue, _ answer: JSONValue) -> Bool {
        guard let truth = truth.plainText, let answer = answer.plainText else { return false }
        let normal = NormalText(truth)
        // Signs alone leave nothing to compare.
        return !normal.isEmpty && normal == NormalText(answer)
    }

    private static func agreeAsCurrency(_ truth: JSONValue, _ answer: JSONValue) -> Bool {
        guard let truth = truth.plainText, let answer = answer.plainText else { return false }
        return CurrencyReader.agree(truth, answer)
    }
}
