/// The ISO 4217 codes that receipts print, their decimals and their local names.
enum CurrencyCode {
    /// Codes and short names in capitals, with the ISO code they mean.
    static let names: [String: String] = [
        "RM": "MYR", "MYR": "MYR", "EUR": "EUR", "EURO": "EUR", "EUROS": "EUR", "USD": "USD",
        "GBP": "GBP", "CHF": "CHF", "JPY": "JPY", "YEN": "JPY", "SGD": "SGD", "AUD": "AUD",
        "CAD": "CAD", "NZD": "NZD", "KWD": "KWD", "SEK": "SEK", "NOK": "NOK", "DKK": "DKK",
        "PLN": "PLN", "CZK": "CZK", "HUF": "HUF", "IDR": "IDR", "RP": "IDR", "THB": "THB",
        "INR": "INR", "KRW": "KRW", "CNY": "CNY", "HKD": "HKD", "TWD": "TWD", "PHP": "PHP",
        "VND": "VND", "BRL": "BRL", "MXN": "MXN", "ZAR": "ZAR", "AED": "AED", "JOD": "JOD",
        "OMR": "OMR", "TND": "TND",
    ]

    static func isCode(_ text: String) -> Bool { names[text.uppercased()] != nil }

    /// Decimals that tills print: those of ISO 4217, but none for forint and rupiah.
    static func decimals(_ code: String?) -> Int {
        switch code {
        case "JPY", "KRW", "VND", "HUF", "IDR": 0
        case "KWD", "BHD", "JOD", "OMR", "TND": 3
        default: 2
        }
    }

    /// The sign's currency when nothing else is known.
    static func code(sign: Unicode.Scalar) -> String? {
        switch sign {
        case "$": "USD"
        case "€": "EUR"
        case "£": "GBP"
        case "¥", "円": "JPY"
        case "₹": "INR"
        case "₩": "KRW"
        case "฿": "THB"
        default: nil
        }
    }
}
