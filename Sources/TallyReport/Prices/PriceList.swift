package import TallyCore

/// Prices that hold on a day, as a table or as JSON.
package struct PriceList: Sendable {
    /// One key with what it costs and where that stands.
    package struct Entry: Sendable {
        let key: String
        let price: Price?
        let hour: HourPrice?
        let file: String

        /// A key of a table; `nil` when it has no price on that day.
        package init?(_ key: String, in table: PriceTable, on day: String, file: String) {
            self.key = key
            price = table.price(key, on: day)
            hour = table.hourPrice(key, on: day)
            self.file = file
            if price == nil, hour == nil { return nil }
        }

        var from: String { price?.from ?? hour?.from ?? "" }
    }

    private let entries: [Entry]
    private let day: String

    package init(_ entries: [Entry], day: String) {
        self.entries = entries
        self.day = day
    }

    package func text(width: Int, style: TextStyle = .plain) -> String {
        guard !entries.isEmpty else { return "no price holds on \(day)\n" }
        var table = TextTable(columns: [
            .init("key", .left, minimum: 20, keepsEnds: true), .init("from", .left), .init("$ in"),
            .init("cached"), .init("write"), .init("1 h"), .init("out"),
        ])
        for entry in entries { add(entry, to: &table) }
        let gap = table.naturalWidth() <= width ? 2 : 1
        let legend = [
            "", "Dollars per million tokens, /h per hour; - unpriced, never free. Of \(day).",
        ]
        return (table.lines(width: width, gap: gap, style: style) + legend).joined(separator: "\n")
            + "\n"
    }

    private func add(_ entry: Entry, to table: inout TextTable) {
        if let hour = entry.hour {
            table.add([
                .init(entry.key), .init(entry.from), .init(MoneyText.perHour(hour) + "/h"), "-",
                "-",
                "-", "-",
            ])
        }
        guard let price = entry.price else { return }
        table.add([.init(entry.key), .init(entry.from)] + Self.cells(price.rates))
        for tier in price.tiers {
            table.add([.init("  above \(tier.above) tokens"), ""] + Self.cells(tier.rates))
        }
    }

    private static func cells(_ rates: Rates) -> [TextTable.Cell] {
        [rates.input, rates.cachedInput, rates.cacheWrite, rates.cacheWriteLong, rates.output].map {
            .init($0.map { MoneyText.perMillion($0) } ?? "-")
        }
    }

    package var json: JSONValue {
        .array(
            entries.map { entry in
                var object = JSONObject([
                    ("key", .string(entry.key)), ("file", .string(entry.file)),
                    ("from", .string(entry.from)),
                ])
                object["usd_per_million"] = entry.price.map { Self.json($0.rates) } ?? .null
                object["tiers"] = .array(
                    (entry.price?.tiers ?? []).map {
                        ["above": .number($0.above), "usd_per_million": Self.json($0.rates)]
                    }
                )
                object["usd_per_hour"] =
                    entry.hour.map { .number(MoneyText.perHour($0)) } ?? .null
                object["utilisation"] =
                    entry.hour.map { .number(MoneyText.decimal($0.utilisation, decimals: 6)) }
                    ?? .null
                return .object(object)
            }
        )
    }

    private static func json(_ rates: Rates) -> JSONValue {
        func rate(_ value: Int64?) -> JSONValue {
            value.map { .number(MoneyText.perMillion($0)) } ?? .null
        }
        return [
            "input": rate(rates.input), "cached_input": rate(rates.cachedInput),
            "cache_write": rate(rates.cacheWrite), "cache_write_1h": rate(rates.cacheWriteLong),
            "output": rate(rates.output),
        ]
    }
}
