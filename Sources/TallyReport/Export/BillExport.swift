internal import TallyCore

/// A bill as rows to be held against an invoice.
package struct BillExport: Sendable {
    private let format: ExportFormat

    package init(_ format: ExportFormat) { self.format = format }

    private static let names = [
        "model", "returned_model", "day", "price_key", "billing", "kind", "requests", "tokens",
        "usd_per_million", "cost_usd", "possible_usd", "simulated",
    ]
    /// What a JSON line writes as a string.
    private static let texts = [
        "model", "returned_model", "day", "price_key", "billing", "kind",
    ]
    /// The kinds of tokens in the order in which a bill lists them.
    private static let kinds = [
        "input", "cached input", "cache write", "1 h cache write", "output",
    ]

    /// The whole export; it grows with days and models, not with trials.
    package func text(of bill: Bill) -> String {
        let groups = bill.sums.sorted { Self.order($0.key) < Self.order($1.key) }
        let rows = groups.flatMap { self.rows(of: $0.key, $0.value) }
        switch format {
        case .csv:
            return CSVLine.text(Self.names.map { .text($0) }) + rows.map(CSVLine.text).joined()
        case .jsonl: return rows.map { object($0).jsonText + "\n" }.joined()
        }
    }

    private static func order(_ group: Bill.Group) -> String {
        let charge = Bill.Charge.allCases.firstIndex(of: group.charge) ?? 0
        return [
            group.asked, group.returned ?? "", group.day, group.priceKey ?? "", String(charge),
            String(group.isSimulated),
        ].joined(separator: "\u{0}")
    }

    private func rows(of group: Bill.Group, _ sum: Bill.Sum) -> [[ExportCell]] {
        let rows = Self.kinds.compactMap { kind in
            sum.buckets[kind].map { row(group, kind.replacing(" ", with: "_"), $0) }
        }
        // Requests without a token still are requests.
        guard !rows.isEmpty else { return [row(group, nil, Bill.Bucket(requests: sum.requests))] }
        guard sum.rounding != 0 else { return rows }
        return rows + [row(group, "rounding", Bill.Bucket(picodollars: sum.rounding))]
    }

    private func row(_ group: Bill.Group, _ kind: String?, _ bucket: Bill.Bucket) -> [ExportCell] {
        let dollars = ExportCell.plain(MoneyText.decimal(bucket.picodollars, decimals: 12))
        let isRounding = kind == "rounding"
        return [
            .text(group.asked), .optional(group.returned), .plain(group.day),
            .optional(group.priceKey), .plain(group.charge.rawValue), .optional(plain: kind),
            isRounding ? .empty : .plain(String(bucket.requests)),
            isRounding || kind == nil ? .empty : .plain(String(bucket.tokens)),
            .optional(plain: bucket.rate.map { MoneyText.perMillion($0) }),
            group.charge == .billed ? dollars : .empty,
            group.charge == .possiblyBilled ? dollars : .empty,
            .plain(String(group.isSimulated)),
        ]
    }

    private func object(_ row: [ExportCell]) -> JSONValue {
        .object(
            JSONObject(
                zip(Self.names, row).map { name, cell in
                    switch cell {
                    case .empty: (name, .null)
                    case .text(let text): (name, .string(text))
                    case .plain(let text):
                        if Self.texts.contains(name) {
                            (name, .string(text))
                        } else {
                            (name, name == "simulated" ? .bool(text == "true") : .number(text))
                        }
                    }
                }
            )
        )
    }
}
