/// A moment in UTC, for rows, names and headers; durations never come from it.
package struct Moment: Hashable, Sendable, Comparable {
    /// Milliseconds since 1970.
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package var seconds: Double { Double(milliseconds) / 1000 }

    package static func < (left: Moment, right: Moment) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// `2026-11-24`.
    package var day: String {
        let date = Self.civil(days: floorDivide(milliseconds, 86_400_000))
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    }

    /// `2026-11-24T03:12:00Z`.
    package var iso8601: String {
        let second = floorDivide(milliseconds, 1000) - floorDivide(milliseconds, 86_400_000) * 86400
        return "\(day)T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2))"
            + ":\(padded(second % 60, 2))Z"
    }

    /// Reads `Tue, 24 Nov 2026 03:12:00 GMT` (RFC 9110, IMF-fixdate).
    package init?(httpDate text: String) {
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]),
            let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3])
        else { return nil }
        self.init(year: year, month: month + 1, day: day, clock: parts[4])
    }

    /// Reads `2026-11-24T03:12:00Z`, with or without a fraction.
    package init?(iso8601 text: String) {
        let halves = text.split(separator: "T")
        guard halves.count == 2, halves[1].hasSuffix("Z") else { return nil }
        guard let date = Self.threeNumbers(halves[0], "-") else { return nil }
        let clock = halves[1].dropLast().prefix { $0 != "." }
        self.init(year: date[0], month: date[1], day: date[2], clock: clock)
    }

    private init?(year: Int, month: Int, day: Int, clock: Substring) {
        guard let time = Self.threeNumbers(clock, ":"), (1...12).contains(month),
            (1...31).contains(day),
            (1...9999).contains(year), (0...23).contains(time[0]), (0...59).contains(time[1]),
            (0...60).contains(time[2])
        else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        guard Self.civil(days: days).day == Int64(day) else { return nil }
        milliseconds = (days * 86400 + Int64(time[0] * 3600 + time[1] * 60 + time[2])) * 1000
    }

    private static func threeNumbers(_ text: Substring, _ separator: Character) -> [Int]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        return parts.count == 3 && numbers.count == 3 ? numbers : nil
    }

    /// Days since 1970 of a Gregorian date (Hinnant, "chrono-compatible low-level date algorithms").
    package static func days(year: Int, month: Int, day: Int) -> Int64 {
        let year = Int64(month <= 2 ? year - 1 : year)
        let era = floorDivide(year, 400)
        let yearOfEra = year - era * 400
        let shifted = Int64(month > 2 ? month - 3 : month + 9)
        let dayOfYear = (153 * shifted + 2) / 5 + Int64(day) - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let civilMonth = month < 10 ? month + 3 : month - 9
        return (yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth, day)
    }
}

private func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : (value + 1) / divisor - 1
}

private func padded(_ value: Int64, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}
