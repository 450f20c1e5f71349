import TallyCore

/// Reads the list of variants: names of profiles, or maps that change a profile for one variant.
struct VariantReader {
    let catalog: ProfileCatalog
    let prices: PriceCatalog
    let environment: Environment
    let resolver: AccessResolver

    /// A variant as the file asks for it, before anything is looked up outside the file.
    private struct Plan {
        let cursor: Cursor
        let name: String
        let entry: ProfileCatalog.Entry
        let profile: Profile
    }

    struct Result {
        var variants: [Variant] = []
        var access: [String: ResolvedAccess] = [:]
    }

    /// Reads every variant, and resolves endpoint, price and key of those that use one of `models` (`nil`: all).
    func read(
        _ cursor: Cursor,
        concurrency: Int?,
        models: [String]?
    ) throws(ConfigurationError) -> Result {
        var plans: [Plan] = []
        for element in try cursor.list() {
            let plan = try plan(element, concurrency: concurrency)
            if plans.contains(where: { $0.name == plan.name }) {
                throw element.error("a second variant named \(quoted(plan.name)); give it a `name`")
            }
            plans.append(plan)
        }
        if plans.isEmpty { throw cursor.error("expected at least one variant") }
        if let models { plans = try keep(models, of: plans, file: cursor.file) }
        var result = Result()
        for plan in plans {
            let profile = try resolve(plan)
            result.variants.append(Variant(name: plan.name, profile: profile))
            result.access[profile.name] = try resolver.access(
                for: profile,
                at: .init(line: plan.cursor.line, keyPath: plan.cursor.path)
            )
        }
        return result
    }

    private func plan(_ cursor: Cursor, concurrency: Int?) throws(ConfigurationError) -> Plan {
        if case .scalar = cursor.node.content {
            let entry = try entry(cursor)
            var profile = entry.profile
            profile.concurrency = concurrency ?? profile.concurrency
            return Plan(cursor: cursor, name: profile.name, entry: entry, profile: profile)
        }
        guard case .map = cursor.node.content else {
            throw cursor.mismatch("the name of a profile, or a map")
        }
        let keys = ["name", "profile", "parameters", "concurrency", "output"]
        let fields = try cursor.map(keys: keys)
        let entry = try entry(try fields.required("profile"))
        var profile = entry.profile
        if let value = fields["parameters"] {
            try refuseForRules(value, profile)
            profile.parameters = try ParameterReader.read(value, over: profile.parameters)
        }
        if let value = fields["output"] {
            try refuseForRules(value, profile)
            profile.output = try value.choice(of: Profile.OutputMode.allCases)
        }
        profile.concurrency =
            try fields["concurrency"]?.concurrency() ?? concurrency ?? profile.concurrency
        let name = try fields["name"]?.name() ?? profile.name
        let nameCursor = fields["name"] ?? cursor
        try ProfileReader.check(name: name, provider: profile.provider, nameCursor)
        return Plan(cursor: cursor, name: name, entry: entry, profile: profile)
    }

    private func refuseForRules(_ cursor: Cursor, _ profile: Profile) throws(ConfigurationError) {
        if profile.provider == .rules {
            throw cursor.error("the provider rules has no use for this key")
        }
    }

    private func entry(_ cursor: Cursor) throws(ConfigurationError) -> ProfileCatalog.Entry {
        let name = try cursor.text()
        guard let entry = catalog[name] else {
            throw cursor.error(
                "unknown profile \(quoted(name))",
                suggestion: Suggestion.text(for: name, among: catalog.names)
            )
        }
        return entry
    }

    private func keep(
        _ models: [String],
        of plans: [Plan],
        file: String
    ) throws(ConfigurationError) -> [Plan] {
        var used: [String] = []
        for plan in plans where !used.contains(plan.profile.name) { used.append(plan.profile.name) }
        for model in models where !used.contains(model) {
            throw ConfigurationError(
                file: file,
                message: "--models: no variant uses the profile \(quoted(model))",
                suggestion: Suggestion.text(for: model, among: used)
            )
        }
        if models.isEmpty { throw ConfigurationError(file: file, message: "--models: no name") }
        return plans.filter { models.contains($0.profile.name) }
    }

    /// The plan's profile with the endpoint filled in and the price known.
    private func resolve(_ plan: Plan) throws(ConfigurationError) -> Profile {
        var profile = plan.profile
        let resolved = try plan.entry.resolved(in: environment)
        profile.endpoint = resolved.endpoint
        profile.model = resolved.model
        profile.azure = resolved.azure
        if let key = profile.priceKey, prices.table.entries[key] == nil {
            throw ConfigurationError(
                file: plan.entry.file,
                line: plan.entry.line,
                keyPath: "\(profile.name).price",
                message: "unknown price \(quoted(key))",
                suggestion: Suggestion.text(for: key, among: prices.table.entries.keys.sorted())
            )
        }
        return profile
    }
}
