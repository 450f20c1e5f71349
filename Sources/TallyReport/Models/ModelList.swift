package import TallyCore

/// The profiles that can be named in a benchmark, as a table or as JSON.
package struct ModelList: Sendable {
    private let models: [ModelFacts]

    package init(_ models: [ModelFacts]) { self.models = models }

    package func text(width: Int, style: TextStyle = .plain) -> String {
        var table = TextTable(columns: [
            .init("profile", .left), .init("provider", .left),
            .init("model", .left, minimum: 12, keepsEnds: true), .init("$ in"), .init("cached"),
            .init("out"), .init("key", .left), .init("ends", .left),
        ])
        for model in models { table.add(row(model)) }
        let gap = table.naturalWidth() <= width ? 2 : 1
        let legend = [
            "",
            "Dollars per million tokens, /h per hour; - no price known; key: whether its variable is set.",
        ]
        return (table.lines(width: width, gap: gap, style: style) + legend)
            .joined(separator: "\n") + "\n"
    }

    private func row(_ model: ModelFacts) -> [TextTable.Cell] {
        let profile = model.profile
        let isFree = profile.provider == .rules
        func rate(_ value: Int64?) -> TextTable.Cell {
            .init(value.map { MoneyText.perMillion($0) } ?? (isFree ? "0" : "-"))
        }
        let key: TextTable.Cell =
            switch model.key {
            case .notNeeded: "-"
            case .found: "set"
            case .missing: .init("missing", .caution)
            case .command: "command"
            }
        let end =
            model.isRetired
            ? TextTable.Cell("retired", .failure) : .init(profile.retires ?? "-")
        let first = model.hourPrice.map { TextTable.Cell(MoneyText.perHour($0) + "/h") }
        return [
            .init(profile.name), .init(profile.provider.rawValue), .init(profile.model),
            first ?? rate(model.price?.input), rate(model.price?.cachedInput),
            rate(model.price?.output),
            key, end,
        ]
    }

    package var json: JSONValue {
        .array(models.map(Self.json))
    }

    private static func json(_ model: ModelFacts) -> JSONValue {
        let profile = model.profile
        func rate(_ value: Int64?) -> JSONValue {
            value.map { .number(MoneyText.perMillion($0)) } ?? .null
        }
        var key: JSONValue = "not_needed"
        switch model.key {
        case .notNeeded: break
        case .found: key = "set"
        case .missing: key = "missing"
        case .command: key = "command"
        }
        return [
            "name": .string(profile.name), "provider": .string(profile.provider.rawValue),
            "model": .string(profile.model), "file": .string(model.file),
            "output": .string(profile.output.rawValue), "stream": .bool(profile.isStreamed),
            "simulated": .bool(profile.isSimulated), "price": .optional(profile.priceKey),
            "usd_per_million": [
                "input": rate(model.price?.input), "cached_input": rate(model.price?.cachedInput),
                "output": rate(model.price?.output),
            ],
            "usd_per_hour": model.hourPrice.map { .number(MoneyText.perHour($0)) } ?? .null,
            "retires": .optional(profile.retires), "retired": .bool(model.isRetired),
            "instead": .optional(profile.successor), "key": key,
            "key_env": .array(profile.access.keyVariables.map { .string($0) }),
        ]
    }
}
