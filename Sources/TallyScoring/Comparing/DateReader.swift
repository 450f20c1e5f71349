package import TallyCore

/// Reads a date as receipts and models write it.
///
/// ISO 8601 passes as it is. Numbers alone are read in the given order; an order that gives no day of the calendar is
/// replaced by the other one (4/22/2018 is no day-first date). Months may be named; weekdays and times are passed over.
package enum DateReader {
    package static func read(_ text: String, order: DateOrder) -> CivilDate? {
        if let date = iso(text) { return date }
        guard text.utf8.count <= 64 else { return nil }
        let tokens = DateTokens(text)
        if let month = tokens.month {
            return named(tokens.numbers, month, monthPosition: tokens.monthPosition, order)
        }
        let numbers = tokens.numbers
        if let first = numbers.first, first.length == 8 { return compact(first.value, order) }
        guard numbers.count >= 3 else { return nil }
        return numeric(numbers[0], numbers[1], numbers[2], order)
    }

    /// `YYYY-MM-DD`, also with a time behind a T or a space.
    private static func iso(_ text: String) -> CivilDate? {
        let bytes = text.utf8
        guard bytes.count >= 10 else { return nil }
        var numbers = (0, 0, 0)
        for (position, byte) in bytes.enumerated() {
            switch position {
            case 4, 7: if byte != UInt8(ascii: "-") { return nil }
            case 10:
                guard byte == UInt8(ascii: "T") || byte == 0x20 else { return nil }
                return CivilDate(year: numbers.0, month: numbers.1, day: numbers.2)
            default:
                guard byte &- 0x30 < 10 else { return nil }
                let digit = Int(byte &- 0x30)
                if position < 4 {
                    numbers.0 = numbers.0 * 10 + digit
                } else if position < 7 {
                    numbers.1 = numbers.1 * 10 + digit
                } else {
                    numbers.2 = numbers.2 * 10 + digit
                }
            }
        }
        return CivilDate(year: numbers.0, month: numbers.1, day: numbers.2)
    }

    /// Eight digits: 20180304, or the declared order with the year last.
    private static func compact(_ value: Int, _ order: DateOrder) -> CivilDate? {
        let leading = CivilDate(year: value / 10_000, month: value / 100 % 100, day: value % 100)
        if let leading { return leading }
        let (first, second) = (value / 1_000_000, value / 10_000 % 100)
        return monthAndDay(first, second, year: value % 10_000, order)
    }

    private static func numeric(
        _ first: DateTokens.Number,
        _ second: DateTokens.Number,
        _ third: DateTokens.Number,
        _ order: DateOrder
    ) -> CivilDate? {
        if first.length == 4 {
            return CivilDate(year: first.value, month: second.value, day: third.value)
        }
        if order == .yearFirst, third.length <= 2, let year = first.year,
            let date = CivilDate(year: year, month: second.value, day: third.value)
        {
            return date
        }
        guard let year = third.year else { return nil }
        return monthAndDay(first.value, second.value, year: year, order)
    }

    private static func monthAndDay(
        _ first: Int,
        _ second: Int,
        year: Int,
        _ order: DateOrder
    ) -> CivilDate? {
        let dayFirst = CivilDate(year: year, month: second, day: first)
        let monthFirst = CivilDate(year: year, month: first, day: second)
        return order == .monthFirst ? monthFirst ?? dayFirst : dayFirst ?? monthFirst
    }

    /// A named month with a day and a year: `28 MAR 18`, `OCT 3, 2016`, `2018 Mar 5`.
    private static func named(
        _ numbers: [DateTokens.Number],
        _ month: Int,
        monthPosition: Int,
        _ order: DateOrder
    ) -> CivilDate? {
        guard numbers.count >= 2 else { return nil }
        let (first, second) = (numbers[0], numbers[1])
        let isYearFirst = first.length == 4 || (order == .yearFirst && monthPosition == 1)
        let (day, year) = isYearFirst ? (second, first) : (first, second)
        return year.year.flatMap { CivilDate(year: $0, month: month, day: day.value) }
    }
}
