/// A number in a line, as it was written.
struct Number: Hashable, Sendable {
    enum Unit: Hashable, Sendable {
        case none
        case percent
        /// "kg", "ml" and the like, or letters that make it a code.
        case measure
    }

    /// Position of the first scalar in the line.
    let start: Int
    /// Position after the last scalar.
    let end: Int
    /// All digits without the decimal mark: 1250 for 12.50.
    let mantissa: Int
    /// Digits after the decimal mark.
    let decimals: Int
    var isNegative: Bool
    let unit: Unit
    /// A currency sign or code stands beside it.
    let hasCurrency: Bool
    /// The whole number with leading zeros, as codes have them.
    let hasLeadingZero: Bool

    /// The value in the minor unit of a currency with that many decimals, when it has at most as many.
    func minor(_ wanted: Int) -> Int? {
        guard decimals <= wanted else {
            // "9.000" is 9.00 with a needless digit.
            let factor = Self.power(decimals - wanted)
            guard mantissa % factor == 0 else { return nil }
            return isNegative ? -(mantissa / factor) : mantissa / factor
        }
        let value = mantissa * Self.power(wanted - decimals)
        return isNegative ? -value : value
    }

    static func power(_ exponent: Int) -> Int {
        var result = 1
        for _ in 0..<max(0, min(exponent, 6)) { result *= 10 }
        return result
    }
}
