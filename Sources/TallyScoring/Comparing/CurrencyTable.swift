/// What the comparators know about currencies.
enum CurrencyTable {
    /// Digits of the minor unit; 2 where nothing else is said (source: ISO 4217, list one).
    static func digits(of code: String?) -> Int {
        guard let code else { return 2 }
        return exponents[code] ?? 2
    }

    /// The same, with 0 for currencies whose minor unit has gone out of use: 60.000 rupiah are sixty thousand.
    static func practicalDigits(of code: String?) -> Int {
        guard let code else { return 2 }
        return coinless.contains(code) ? 0 : digits(of: code)
    }

    /// The code is one that a sign or a name leads to, or one with an exponent of its own.
    static func isKnown(_ code: String) -> Bool { known.contains(code) }

    private static let known = Set(signs.values.joined()).union(exponents.keys).union(coinless)

    private static let exponents: [String: Int] = [
        "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0,
        "RWF": 0, "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
        "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
    ]

    private static let coinless: Set<String> = [
        "COP", "CRC", "HUF", "IDR", "IRR", "KHR", "LAK", "LBP", "MMK", "TWD", "TZS", "UZS",
    ]

    private static let dollars = [
        "USD", "AUD", "BND", "BZD", "CAD", "FJD", "HKD", "JMD", "NZD", "SGD", "TTD", "TWD",
    ]
    private static let pesos = ["MXN", "ARS", "CLP", "COP", "CUP", "DOP", "PHP", "UYU"]
    private static let kronor = ["SEK", "NOK", "DKK", "ISK"]
    private static let francs = ["CHF", "XAF", "XOF", "XPF"]
    private static let rupees = ["INR", "PKR", "LKR", "NPR", "MUR"]
    private static let pounds = ["GBP", "EGP"]

    /// Signs, abbreviations and names in lower case (source: the symbols and names of Unicode CLDR 46).
    static let signs: [String: [String]] = [
        "$": dollars + pesos, "dollar": dollars, "dollars": dollars,
        "us$": ["USD"], "u$": ["USD"], "usd$": ["USD"], "us dollar": ["USD"],
        "us dollars": ["USD"], "u.s. dollar": ["USD"], "american dollar": ["USD"],
        "united states dollar": ["USD"], "a$": ["AUD"], "au$": ["AUD"],
        "australian dollar": ["AUD"], "c$": ["CAD"], "ca$": ["CAD"], "canadian dollar": ["CAD"],
        "hk$": ["HKD"], "hong kong dollar": ["HKD"], "nz$": ["NZD"], "new zealand dollar": ["NZD"],
        "s$": ["SGD"], "singapore dollar": ["SGD"], "nt$": ["TWD"], "new taiwan dollar": ["TWD"],
        "mx$": ["MXN"], "peso": pesos, "pesos": pesos, "mexican peso": ["MXN"], "₱": ["PHP"],
        "philippine peso": ["PHP"], "r$": ["BRL"], "real": ["BRL"], "brazilian real": ["BRL"],
        "€": ["EUR"], "euro": ["EUR"], "euros": ["EUR"], "£": pounds, "￡": pounds, "₤": pounds,
        "pound": pounds, "pounds": pounds, "pound sterling": ["GBP"], "british pound": ["GBP"],
        "sterling": ["GBP"], "¥": ["JPY", "CNY"], "￥": ["JPY", "CNY"], "円": ["JPY"],
        "yen": ["JPY"], "japanese yen": ["JPY"], "元": ["CNY", "TWD"], "rmb": ["CNY"],
        "yuan": ["CNY"], "chinese yuan": ["CNY"], "renminbi": ["CNY"], "cn¥": ["CNY"],
        "rm": ["MYR"], "ringgit": ["MYR"], "malaysian ringgit": ["MYR"], "rp": ["IDR"],
        "rupiah": ["IDR"], "indonesian rupiah": ["IDR"], "฿": ["THB"], "baht": ["THB"],
        "thai baht": ["THB"], "₩": ["KRW"], "won": ["KRW"], "원": ["KRW"],
        "south korean won": ["KRW"], "₫": ["VND"], "đ": ["VND"], "dong": ["VND"], "₹": ["INR"],
        "rs": rupees, "rupee": rupees, "rupees": rupees, "indian rupee": ["INR"],
        "chf": ["CHF"], "fr": francs, "sfr": ["CHF"], "franc": francs, "francs": francs,
        "franken": ["CHF"], "swiss franc": ["CHF"], "swiss francs": ["CHF"], "kr": kronor,
        "krone": ["NOK", "DKK"], "krona": ["SEK", "ISK"], "swedish krona": ["SEK"],
        "norwegian krone": ["NOK"], "danish krone": ["DKK"], "zł": ["PLN"], "zloty": ["PLN"],
        "złoty": ["PLN"], "kč": ["CZK"], "ft": ["HUF"], "forint": ["HUF"], "lei": ["RON"],
        "leu": ["RON"], "лв": ["BGN"], "₽": ["RUB"], "руб": ["RUB"], "rouble": ["RUB"],
        "ruble": ["RUB"], "₴": ["UAH"], "hryvnia": ["UAH"], "₺": ["TRY"], "tl": ["TRY"],
        "lira": ["TRY"], "turkish lira": ["TRY"], "₪": ["ILS"], "nis": ["ILS"], "shekel": ["ILS"],
        "dh": ["AED", "MAD"], "dhs": ["AED"], "dirham": ["AED", "MAD"], "sar": ["SAR"],
        "riyal": ["SAR", "QAR"], "kd": ["KWD"], "rand": ["ZAR"], "r": ["ZAR"],
        "₦": ["NGN"], "naira": ["NGN"], "ksh": ["KES"], "₡": ["CRC"],
    ]
}
