/// Three numbers of a line that may be a date.
struct DateCandidate: Hashable, Sendable {
    enum Form: Hashable, Sendable {
        /// The order is written out: a month's name or kanji.
        case certain
        /// The year is first and has four digits.
        case yearFirst
        /// The year is last and has four digits: day and month may be swapped.
        case yearLast
        /// Two digits each: any order.
        case short
    }

    let line: Int
    let start: Int
    /// The numbers in the order they were written; for `certain` and `yearFirst` year, month, day.
    let first: Int
    let second: Int
    let third: Int
    let form: Form
}

/// A day of the Gregorian calendar.
struct CalendarDay: Hashable, Sendable {
    let year: Int
    let month: Int
    let day: Int

    /// `nil` for days that do not exist and years no receipt in use comes from.
    init?(_ year: Int, _ month: Int, _ day: Int) {
        let full = year < 100 ? 2000 + year : year
        guard (1995...2035).contains(full), (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = full % 4 == 0 && (full % 100 != 0 || full % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= days[month - 1] else { return nil }
        self.year = full
        self.month = month
        self.day = day
    }

    var iso: String {
        "\(year)-" + (month < 10 ? "0" : "") + "\(month)-" + (day < 10 ? "0" : "") + "\(day)"
    }
}
