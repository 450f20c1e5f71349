/// How a receipt writes its numbers.
struct NumberStyle: Hashable, Sendable {
    /// The sign before the decimals, "." or ",".
    var decimalMark: Unicode.Scalar
    /// The decimals of the currency's minor unit.
    var decimals: Int
    /// Amounts may carry a dollar sign, which scanners read as "S".
    var hasDollars = false

    /// Finds the decimal mark by majority: which of "." and "," stands before just two last digits more often.
    static func decimalMark(of lines: [Line]) -> Unicode.Scalar {
        var points = 0
        var commas = 0
        for line in lines {
            let scalars = line.scalars
            guard scalars.count >= 4 else { continue }
            for position in 1..<scalars.count - 2 {
                let mark = scalars[position]
                guard mark == "." || mark == ",",
                    ScalarFold.isDigit(scalars[position - 1]),
                    ScalarFold.isDigit(scalars[position + 1]),
                    ScalarFold.isDigit(scalars[position + 2]),
                    !isPartOfNumber(line[position + 3]), !isDatePart(line, before: position)
                else { continue }
                if mark == "." { points += 1 } else { commas += 1 }
            }
        }
        return commas > points ? "," : "."
    }

    private static func isPartOfNumber(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        return ScalarFold.isDigit(scalar) || scalar == "." || scalar == "," || scalar == "/"
    }

    /// "12.03.24" is a date: the mark before the last two digits follows another one three places earlier.
    private static func isDatePart(_ line: Line, before position: Int) -> Bool {
        for distance in 2...3 {
            guard let earlier = line[position - distance] else { continue }
            if earlier == "." || earlier == "/" || earlier == "-" { return true }
        }
        return false
    }
}
