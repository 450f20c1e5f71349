import TallyCore

/// Reads a gate: a benchmark's `gate` section, or a file of its own.
package enum GateReader {
    package static let keys = [
        "rules", "baseline", "candidates", "on_inconclusive", "max_error_rate",
        "allow_unpaired_time", "noise_floor", "looks", "spending",
    ]

    /// `fields` are the names of the task's fields, where they are known.
    static func read(_ cursor: Cursor, fields known: [String]? = nil) throws(ConfigurationError)
        -> GatePlan
    {
        let fields = try cursor.map(keys: keys)
        var plan = GatePlan(rules: try rules(try fields.required("rules"), fields: known))
        plan.baseline = try fields["baseline"]?.text()
        if let value = fields["candidates"] {
            for element in try value.list() { plan.candidates.append(try element.name()) }
        }
        if let value = fields["on_inconclusive"] {
            plan.onInconclusive = try value.choice(of: GatePlan.Leniency.allCases)
        }
        if let value = fields["max_error_rate"] { plan.maxErrorRate = try value.share() }
        if let value = fields["allow_unpaired_time"] { plan.allowsUnpairedTime = try value.bool() }
        if let value = fields["noise_floor"] { plan.noiseFloor = try value.share() }
        if let value = fields["looks"] { plan.looks = try looks(value) }
        if let value = fields["spending"] {
            plan.spending = try value.choice(of: GatePlan.Spending.allCases)
        }
        return plan
    }

    private static func looks(_ cursor: Cursor) throws(ConfigurationError) -> [Int] {
        var looks: [Int] = []
        for element in try cursor.list() {
            let look = try element.integer(in: 2...1_000_000_000)
            if let last = looks.last, look <= last {
                throw element.error("\(look) after \(last): looks are numbers of cases, ascending")
            }
            looks.append(look)
        }
        guard looks.count <= 50 else {
            throw cursor.error("\(looks.count) looks; at most 50, and few decide sooner")
        }
        return looks
    }

    private static func rules(
        _ cursor: Cursor,
        fields known: [String]?
    ) throws(ConfigurationError) -> [GateRule] {
        var rules: [GateRule] = []
        for (key, value) in try cursor.members() {
            guard let metric = GateMetric(name: key) else {
                let names = GateMetric.names + (known ?? []).map { "fields.\($0)" }
                throw value.error(
                    "unknown metric \(quoted(key))",
                    suggestion: Suggestion.nearest(to: key, among: names)
                        .map { "did you mean \(quoted($0))?" }
                        ?? "known: " + GateMetric.names.joined(separator: ", ") + ", fields.NAME"
                )
            }
            if case .field(let name) = metric, let known, !known.contains(name) {
                throw value.error(
                    "the task has no field \(quoted(name))",
                    suggestion: Suggestion.text(for: name, among: known)
                )
            }
            guard case .list = value.node.content else {
                rules.append(try GateRuleText(value, metric).rule())
                continue
            }
            for element in try value.list() {
                rules.append(try GateRuleText(element, metric).rule())
            }
        }
        if rules.isEmpty { throw cursor.error("expected at least one rule") }
        return rules
    }
}

extension Cursor {
    /// A share from 0 to 1, or a percentage: `0.05`, `5%`.
    func share() throws(ConfigurationError) -> Double {
        let expected = "a share from 0 to 1, or per cent such as 5%"
        guard case .scalar(let scalar) = node.content else { throw mismatch(expected) }
        let isPercent = scalar.text.hasSuffix("%")
        let digits = isPercent ? String(scalar.text.dropLast()) : scalar.text
        guard let number = Double(digits), ExactDecimal(digits) != nil else {
            throw mismatch(expected)
        }
        let share = isPercent ? number / 100 : number
        guard (0...1).contains(share) else { throw mismatch(expected) }
        return share
    }
}
