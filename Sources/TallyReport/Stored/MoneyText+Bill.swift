extension MoneyText {
    /// A rate in pico-dollars a token as exact dollars a million tokens: `2.5`.
    static func perMillion(_ rate: Int64) -> String { decimal(rate, decimals: 6) }

    /// Exact dollars of an amount that is not rounded yet.
    static func exact(picodollars: Int64) -> String { "$" + decimal(picodollars, decimals: 12) }
}
