extension PriceTable {
    /// All of it as JSON, as experiments keep their part.
    package var configuration: JSONValue { configuration(of: keys) }

    func configuration(for bases: [String]) -> JSONValue {
        configuration(of: Set(bases.flatMap(keys(for:))).sorted())
    }

    private func configuration(of keys: [String]) -> JSONValue {
        var object = JSONObject()
        for key in keys {
            object[key] = .array(
                (entries[key] ?? []).map(\.configuration) + (hours[key] ?? []).map(\.configuration)
            )
        }
        return .object(object)
    }

    /// Reads back what `configuration` wrote.
    package init?(configuration: JSONValue) {
        guard let object = configuration.object else { return nil }
        self.init()
        for member in object.members {
            let prices = member.value.array ?? []
            let hourly = prices.compactMap(HourPrice.init(configuration:))
            if hourly.isEmpty {
                entries[member.key] = prices.compactMap(Price.init(configuration:))
            } else {
                hours[member.key] = hourly
            }
        }
    }
}

extension HourPrice {
    fileprivate var configuration: JSONValue {
        [
            "from": .string(from), "per_hour": .number(Int(perHour)),
            "utilisation": .number(Int(utilisation)),
        ]
    }

    fileprivate init?(configuration: JSONValue) {
        guard let from = configuration["from"]?.string,
            let perHour = configuration["per_hour"]?.integer, perHour >= 0,
            let utilisation = configuration["utilisation"]?.integer,
            (1...Int(Self.whole)).contains(utilisation)
        else { return nil }
        self.init(from: from, perHour: Int64(perHour), utilisation: Int64(utilisation))
    }
}

extension Price {
    fileprivate var configuration: JSONValue {
        var object = JSONObject([("from", .string(from))] + rates.members)
        if !tiers.isEmpty {
            object["tiers"] = .array(
                tiers.map {
                    .object(JSONObject([("above", .number($0.above))] + $0.rates.members))
                }
            )
        }
        return .object(object)
    }

    fileprivate init?(configuration: JSONValue) {
        guard let from = configuration["from"]?.string, let rates = Rates(members: configuration)
        else { return nil }
        let tiers = configuration["tiers"]?.array ?? []
        self.init(
            from: from,
            rates: rates,
            tiers: tiers.compactMap(ContextTier.init(configuration:))
        )
        guard self.tiers.count == tiers.count else { return nil }
    }
}

extension Price.ContextTier {
    fileprivate init?(configuration: JSONValue) {
        guard let above = configuration["above"]?.integer,
            let rates = Rates(members: configuration)
        else { return nil }
        self.init(above: above, rates: rates)
    }
}

extension Rates {
    fileprivate var members: [(String, JSONValue)] {
        [
            ("input", .number(Int(input))),
            ("cached_input", .optional(cachedInput.map { Int($0) })),
            ("cache_write", .optional(cacheWrite.map { Int($0) })),
            ("cache_write_1h", .optional(cacheWriteLong.map { Int($0) })),
            ("output", .number(Int(output))),
        ]
    }

    fileprivate init?(members: JSONValue) {
        guard let input = members["input"]?.integer, let output = members["output"]?.integer
        else { return nil }
        self.init(
            input: Int64(input),
            cachedInput: members["cached_input"]?.integer.map { Int64($0) },
            cacheWrite: members["cache_write"]?.integer.map { Int64($0) },
            cacheWriteLong: members["cache_write_1h"]?.integer.map { Int64($0) },
            output: Int64(output)
        )
    }
}
