package import TallyCore

/// A price table as the text of a price file: equal tables give equal bytes.
package enum PriceFile {
    /// The file; `source` says where the prices come from.
    package static func text(of table: PriceTable, source: String) throws(ConfigurationError)
        -> String
    {
        var lines = [
            "# Prices in US dollars per million tokens, from a day on (UTC).",
            "source: \(JSONValue.string(source).jsonText)",
            table.keys.isEmpty ? "prices: {}" : "prices:",
        ]
        for key in table.keys {
            let prices =
                (table.entries[key] ?? []).map(line) + (table.hours[key] ?? []).map(line)
            if prices.count == 1 {
                lines.append("  \(written(key)): {\(prices[0])}")
            } else {
                lines.append("  \(written(key)):")
                lines += prices.map { "    - {\($0)}" }
            }
        }
        let text = lines.joined(separator: "\n") + "\n"
        try check(text, holds: table)
        return text
    }

    /// What cannot be read back as it was is not written.
    private static func check(
        _ text: String,
        holds table: PriceTable
    ) throws(ConfigurationError) {
        let file = TextFile(name: "prices", text: text)
        guard text.utf8.count <= TextFile.maxBytes else {
            throw ConfigurationError(
                file: file.name,
                message: "\(table.keys.count) keys make a file larger than 1 MB",
                suggestion: "select some of them with --only"
            )
        }
        guard try PriceReader.read(file) == table else {
            throw ConfigurationError(file: file.name, message: "cannot be written and read back")
        }
    }

    private static func line(_ price: Price) -> String {
        var parts = ["from: \(price.from)"] + members(price.rates)
        if !price.tiers.isEmpty {
            let tiers = price.tiers.map { tier in
                "{" + (["above: \(tier.above)"] + members(tier.rates)).joined(separator: ", ") + "}"
            }
            parts.append("tiers: [" + tiers.joined(separator: ", ") + "]")
        }
        return parts.joined(separator: ", ")
    }

    private static func line(_ price: HourPrice) -> String {
        "from: \(price.from), per_hour: \(decimal(price.perHour, decimals: 9)), "
            + "utilisation: \(decimal(price.utilisation, decimals: 6))"
    }

    private static func members(_ rates: Rates) -> [String] {
        rates.named.map { "\($0.name): \(decimal($0.rate, decimals: 6))" }
    }

    /// A key as YAML takes it for the text it is.
    private static func written(_ key: String) -> String {
        let isPlain =
            key.first?.isLetter == true && key.contains("/")
            && key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._/@-".contains($0)) }
        return isPlain ? key : JSONValue.string(key).jsonText
    }

    /// A whole number of the smallest units as a decimal, without zeros at its end.
    static func decimal(_ units: Int64, decimals: Int) -> String {
        let digits = String(units)
        let padded =
            String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
        var fraction = padded.suffix(decimals)
        while fraction.last == "0" { fraction.removeLast() }
        let whole = String(padded.dropLast(decimals))
        return fraction.isEmpty ? whole : whole + "." + fraction
    }
}
