/// How a country writes an amount held in minor units.
struct AmountStyle: Sendable {
    var decimal: String
    var grouping: String
    /// Decimals of the currency: 0, 2 or 3.
    var digits: Int
    /// Above thousands, digits are grouped in twos, as in India: 1,23,456.
    var groupsInTwos = false

    /// `1234.50`, for JSON.
    func lexeme(_ minor: Int) -> String {
        AmountStyle(decimal: ".", grouping: "", digits: digits).text(minor)
    }

    /// `1,234.50`, with a leading minus when negative.
    func text(_ minor: Int) -> String {
        let sign = minor < 0 ? "-" : ""
        let scale = scale
        let whole = grouped(minor.magnitude / scale)
        guard digits > 0 else { return sign + whole }
        let fraction = String(minor.magnitude % scale)
        let zeros = String(repeating: "0", count: digits - fraction.utf8.count)
        return sign + whole + decimal + zeros + fraction
    }

    private var scale: UInt {
        var scale: UInt = 1
        for _ in 0..<digits { scale *= 10 }
        return scale
    }

    private func grouped(_ number: UInt) -> String {
        var digits = Array(String(number))
        var position = digits.count - 3
        while position > 0, !grouping.isEmpty {
            digits.insert(contentsOf: grouping, at: position)
            position -= groupsInTwos ? 2 : 3
        }
        return String(digits)
    }
}

/// The quotient rounded half away from zero, as tills do.
func roundedQuotient(_ numerator: Int, _ denominator: Int) -> Int {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return 2 * abs(remainder) >= denominator ? quotient + numerator.signum() : quotient
}
