internal import TallyCore

/// A wrong currency: one whose sign or name is taken for another's, or none.
enum CurrencyMistake {
    private static let neighbours = [
        "USD": "CAD", "CAD": "USD", "AUD": "USD", "EUR": "USD", "GBP": "EUR", "CHF": "EUR",
        "JPY": "CNY", "CNY": "JPY", "MYR": "SGD", "SGD": "MYR", "KWD": "BHD", "BHD": "KWD",
    ]

    static func draw(_ truth: JSONValue, _ draws: inout SeededGenerator) -> JSONValue {
        guard let code = truth.string else { return "USD" }
        return draws.chance(0.3)
            ? .null : .string(neighbours[code] ?? (code == "USD" ? "EUR" : "USD"))
    }
}
