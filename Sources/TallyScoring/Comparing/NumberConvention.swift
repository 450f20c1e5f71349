/// How a printed number is to be read where "." and "," could each be either separator.
package struct NumberConvention: Hashable, Sendable {
    /// "." or "," by the locale's custom; `nil` when the locale is not known.
    package var decimalSeparator: UInt8?
    /// Digits of the currency's minor unit; `nil` for a plain number, such as a quantity.
    package var fractionDigits: Int?

    package init(decimalSeparator: UInt8?, fractionDigits: Int?) {
        self.decimalSeparator = decimalSeparator
        self.fractionDigits = fractionDigits
    }

    /// For amounts in a currency, on a document of a locale such as `de-DE`.
    package init(locale: String?, currency: String?) {
        decimalSeparator = Self.separator(locale)
        fractionDigits = CurrencyTable.practicalDigits(of: currency)
    }

    /// For plain numbers.
    package init(locale: String?) {
        decimalSeparator = Self.separator(locale)
        fractionDigits = nil
    }

    /// Source: the decimal symbols of Unicode CLDR 46.
    private static func separator(_ locale: String?) -> UInt8? {
        guard let locale, locale != "und", !locale.isEmpty else { return nil }
        let parts = locale.split { $0 == "-" || $0 == "_" }
        guard let language = parts.first else { return nil }
        let region = parts.dropFirst().last ?? ""
        if pointRegions[String(language)]?.contains(String(region)) == true {
            return UInt8(ascii: ".")
        }
        return UInt8(ascii: commaLanguages.contains(String(language)) ? "," : ".")
    }

    private static let commaLanguages: Set<String> = [
        "af", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fo",
        "fr", "gl", "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "lt", "lv", "mk", "nb", "nl",
        "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk", "uz", "vi",
    ]

    private static let pointRegions: [String: Set<String>] = [
        "de": ["CH", "LI"], "it": ["CH"],
        "es": ["DO", "GT", "HN", "MX", "NI", "PA", "PE", "PR", "SV", "US"],
    ]

    /// Whether three digits after one separator are a fraction (0.125, 1.234 dinars) or thousands (60.000 rupiah).
    func isFraction(ofThreeDigitsAfter separator: UInt8) -> Bool {
        if fractionDigits == 0 { return false }
        if let decimalSeparator { return separator == decimalSeparator }
        return fractionDigits == nil || fractionDigits == 3
    }
}
