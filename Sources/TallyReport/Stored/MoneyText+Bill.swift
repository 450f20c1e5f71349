internal import TallyCore

extension MoneyText {
    /// A rate in pico-dollars a token as exact dollars a million tokens: `2.5`.
    static func perMillion(_ rate: Int64) -> String { decimal(rate, decimals: 6) }

    /// Exact dollars of tokens at a rate in pico-dollars, before any rounding; `?` beyond all reason.
    static func exact(rate: Int64, tokens: Int) -> String {
        let (amount, overflow) = rate.multipliedReportingOverflow(by: Int64(tokens))
        return overflow ? "?" : "$" + decimal(amount, decimals: 12)
    }

    /// Exact dollars an hour: `12.5`.
    static func perHour(_ price: HourPrice) -> String { decimal(price.perHour, decimals: 9) }

    /// `$12.5 an hour / 0.6 utilisation`.
    static func hourly(_ price: HourPrice) -> String {
        let share = decimal(price.utilisation, decimals: 6)
        return "$\(perHour(price)) an hour / \(share) utilisation"
    }
}
