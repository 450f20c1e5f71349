package import TallyCore

/// What differs between two price tables, as lines or as JSON.
package struct PriceDifference: Sendable {
    private let changes: [PriceChange]

    package init(_ changes: [PriceChange]) { self.changes = changes }

    package func text(style: TextStyle = .plain) -> String {
        guard !changes.isEmpty else { return "no difference\n" }
        var lines = changes.flatMap { self.lines(of: $0, style) }
        let counts = PriceChange.Kind.allCases.map { kind in
            "\(changes.count { $0.kind == kind }) \(kind.rawValue)"
        }
        let jumps = changes.flatMap(\.rates).count(where: \.isJump)
        lines += ["", counts.joined(separator: ", ") + (jumps > 0 ? ", \(jumps) implausible" : "")]
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(of change: PriceChange, _ style: TextStyle) -> [String] {
        let key = TerminalText.sanitize(change.key)
        switch change.kind {
        case .new, .gone:
            let rates = change.rates.compactMap { rate in
                Self.text(rate.new ?? rate.old, rate).map { "\(rate.name) \($0)" }
            }
            let sign = change.kind == .new ? "+" : "-"
            return ["\(sign) \(key)  " + rates.joined(separator: ", ")]
        case .changed:
            if change.rates.isEmpty {
                return ["~ \(key)  other dates: " + change.days.joined(separator: ", ")]
            }
            return ["~ \(key)"] + change.rates.map { line(of: $0, style) }
        }
    }

    private func line(of rate: PriceChange.Rate, _ style: TextStyle) -> String {
        let (old, new) = (Self.text(rate.old, rate) ?? "-", Self.text(rate.new, rate) ?? "-")
        var line = "    \(rate.name) \(old) -> \(new)"
        if let share = rate.share {
            let change = NumberText.fixed(share * 100, decimals: 1)
            line += " (\(change.hasPrefix("-") ? "" : "+")\(change) %)"
        }
        return rate.isJump ? style.apply(.failure, to: line + " implausible") : line
    }

    private static func text(_ value: Int64?, _ rate: PriceChange.Rate) -> String? {
        value.map { MoneyText.decimal($0, decimals: rate.decimals) }
    }

    package var json: JSONValue {
        .array(
            changes.map { change in
                [
                    "key": .string(change.key), "change": .string(change.kind.rawValue),
                    "days": .array(change.days.map { .string($0) }),
                    "rates": .array(
                        change.rates.map { rate in
                            [
                                "name": .string(rate.name), "old": Self.json(rate.old, rate),
                                "new": Self.json(rate.new, rate), "share": .optional(rate.share),
                                "implausible": .bool(rate.isJump),
                            ]
                        }
                    ),
                ]
            }
        )
    }

    private static func json(_ value: Int64?, _ rate: PriceChange.Rate) -> JSONValue {
        text(value, rate).map { .number($0) } ?? .null
    }
}
