internal import TallyCore

/// Tells in what way an answered value is wrong, from the most telling cause to the least; pure functions.
enum WrongValue {
    /// What else stands on the receipt, which a wrong value may come from.
    struct Surroundings {
        var amounts: [Amount] = []
        /// Tax, tip, discounts and charges.
        var parts: [Amount] = []
        var texts: [[Unicode.Scalar]] = []
    }

    static func kind(_ truth: Amount, _ answer: Amount, _ around: Surroundings) -> FieldError {
        if around.amounts.contains(answer) { return .anotherField }
        if truth != .zero, answer.millionths == -truth.millionths { return .sign }
        let (mine, theirs) = (significant(truth), significant(answer))
        if truth != .zero, mine == theirs, isSameSign(truth, answer) { return .decimal }
        if isOffByPart(truth, answer, around.parts) { return .offByPart }
        let (left, right) = (digits(truth), digits(answer))
        if isSwap(left, right) { return .digitSwap }
        if Confusion.areConfused(digits: left, right) { return .ocrConfusion }
        if isPart(theirs, of: mine) { return .truncation }
        return .otherValue
    }

    static func kind(_ truth: CivilDate, _ answer: CivilDate) -> FieldError {
        let parts = { (date: CivilDate) in [date.year % 100, date.month, date.day].sorted() }
        if parts(truth) == parts(answer) { return .dateOrder }
        let (left, right) = (digits(truth), digits(answer))
        if isSwap(left, right) { return .digitSwap }
        return Confusion.areConfused(digits: left, right) ? .ocrConfusion : .otherValue
    }

    static func kind(
        _ truth: [Unicode.Scalar],
        _ answer: [Unicode.Scalar],
        _ around: Surroundings
    ) -> FieldError {
        if around.texts.contains(answer) { return .anotherField }
        if Confusion.areConfused(truth, answer) { return .ocrConfusion }
        if isSwap(truth, answer) { return .digitSwap }
        return isPart(answer, of: truth) ? .truncation : .otherValue
    }

    private static func isOffByPart(_ truth: Amount, _ answer: Amount, _ parts: [Amount]) -> Bool {
        let difference = (truth - answer).magnitude
        guard difference != .zero else { return false }
        for (index, part) in parts.enumerated() where part != .zero {
            if part.magnitude == difference { return true }
            for other in parts[(index + 1)...] {
                let sums = [(part - other).magnitude, (part - (.zero - other)).magnitude]
                if sums.contains(difference) { return true }
            }
        }
        return false
    }

    private static func isSameSign(_ left: Amount, _ right: Amount) -> Bool {
        (left < .zero) == (right < .zero)
    }

    /// Year, month and day in eight digits.
    private static func digits(_ date: CivilDate) -> [UInt8] {
        Array(String(date.year * 10_000 + date.month * 100 + date.day).utf8)
    }

    /// The digits of millionths, without a sign.
    private static func digits(_ amount: Amount) -> [UInt8] {
        Array(String(amount.millionths.magnitude).utf8)
    }

    /// The digits without the zeros at their end.
    private static func significant(_ amount: Amount) -> [UInt8] {
        var digits = digits(amount)
        while digits.count > 1, digits.last == 0x30 { digits.removeLast() }
        return digits
    }

    /// Two neighbours changed places, and nothing else.
    private static func isSwap<Element: Equatable>(_ left: [Element], _ right: [Element]) -> Bool {
        guard left.count == right.count,
            let first = left.indices.first(where: { left[$0] != right[$0] }),
            first + 1 < left.count, left[first] == right[first + 1], left[first + 1] == right[first]
        else { return false }
        return left[(first + 2)...].elementsEqual(right[(first + 2)...])
    }

    /// The beginning or the end of the whole, of at least two letters or digits.
    private static func isPart<Element: Equatable>(_ part: [Element], of whole: [Element]) -> Bool {
        part.count >= 2 && part.count < whole.count
            && (whole.starts(with: part) || whole.suffix(part.count).elementsEqual(part))
    }
}
