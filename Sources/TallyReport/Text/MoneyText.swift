package import TallyCore

/// Amounts of dollars, for people and for JSON.
package enum MoneyText {
    /// An amount as people compare it: `$12.30`, `$0.21`, `$0.0100`, `$0.0004`, `$0.00012`.
    ///
    /// Two decimals from 10 cents on, four or two significant digits below; zero is `$0`, and from
    /// $1,000 on the cents are left out.
    package static func short(_ dollars: Double) -> String {
        let value = dollars.magnitude
        guard value > 0 else { return "$0" }
        let sign = dollars < 0 ? "-$" : "$"
        if value >= 999.995 { return sign + NumberText.fixed(value, decimals: 0) }
        if value >= 0.09995 { return sign + NumberText.fixed(value, decimals: 2) }
        var decimals = 4
        var bound = 0.001
        while value < bound, decimals < 12 {
            bound /= 10
            decimals += 1
        }
        var text = NumberText.fixed(value, decimals: decimals)
        while decimals > 4, text.hasSuffix("0") {
            text.removeLast()
            decimals -= 1
        }
        return sign + text
    }

    package static func short(_ money: Money) -> String { short(money.dollars) }

    /// The exact amount in dollars as a JSON number, without an exponent: `0.000000125`.
    package static func lexeme(_ money: Money) -> String {
        decimal(money.nanodollars, decimals: 9)
    }

    /// A derived amount in dollars, rounded to whole pico-dollars, as a JSON number; `nil` when not finite.
    package static func lexeme(dollars: Double) -> String? {
        let picodollars = (dollars * 1e12).rounded()
        guard picodollars.magnitude < 9e18 else { return nil }
        return decimal(Int64(picodollars), decimals: 12)
    }

    static func decimal(_ units: some BinaryInteger, decimals: Int) -> String {
        let digits = String(units.magnitude)
        let padded =
            String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
        var fraction = padded.suffix(decimals)
        while fraction.last == "0" { fraction.removeLast() }
        let whole = (units < 0 ? "-" : "") + padded.dropLast(decimals)
        return fraction.isEmpty ? whole : whole + "." + fraction
    }
}
