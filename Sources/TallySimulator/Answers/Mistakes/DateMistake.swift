internal import TallyCore

/// A wrong date: day and month in the wrong order, a misread digit, another year, or none.
enum DateMistake {
    static func draw(_ truth: JSONValue, _ draws: inout SeededGenerator) -> JSONValue {
        let parts = (truth.string ?? "").split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2])
        else { return truth.isNull ? .string("2020-01-01") : .null }
        switch draws.below(10) {
        case 0..<5 where day <= 12 && day != month: return iso(year, day, month)
        case 0..<8: return iso(year, month, otherDay(day, &draws))
        case 8: return iso(year - 1, month, min(day, 28))
        default: return .null
        }
    }

    /// Another day that every month has and that differs in one digit.
    private static func otherDay(_ day: Int, _ draws: inout SeededGenerator) -> Int {
        let candidates = (1...28).filter {
            $0 != day && ($0 / 10 == day / 10 || $0 % 10 == day % 10)
        }
        return draws.pick(candidates)
    }

    private static func iso(_ year: Int, _ month: Int, _ day: Int) -> JSONValue {
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return .string("\(year)-\(padded(month))-\(padded(day))")
    }
}
