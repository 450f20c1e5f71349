import TallyCore

/// Reads the list of variants: names of profiles, or maps that change profiles, prompts and parameters.
package struct VariantReader {
    /// More are refused: they would be paid for by a slip of the pen.
    package static let most = 64

    let catalog: ProfileCatalog
    let prices: PriceCatalog
    let environment: Environment
    let resolver: AccessResolver
    /// What every variant takes that does not say otherwise.
    let defaults: Defaults

    struct Defaults {
        var concurrency: Concurrency?
        var isolation: Profile.Isolation?
        /// The benchmark's named prompts; empty when it has the task's only.
        var prompts: [NamedPrompt] = []
        var grid = ParameterGrid.none
    }

    /// A variant as the file asks for it, before anything is looked up outside the file.
    struct Plan {
        let cursor: Cursor
        let name: String
        let entry: ProfileCatalog.Entry
        let profile: Profile
        let prompt: NamedPrompt?
    }

    struct Result {
        var variants: [Variant] = []
        var access: [String: ResolvedAccess] = [:]
    }

    /// Reads every variant, and resolves endpoint, price and key of those that use one of `models` (`nil`: all).
    func read(_ cursor: Cursor, models: [String]?) throws(ConfigurationError) -> Result {
        var plans: [Plan] = []
        for element in try cursor.list() {
            let request = try request(element)
            let count = plans.count + min(request.count, Self.most + 1)
            guard count <= Self.most else {
                throw element.error(
                    "more than \(Self.most) variants; leave out prompts, profiles or values of grid"
                )
            }
            for plan in try request.plans() {
                if plans.contains(where: { $0.name == plan.name }) {
                    throw element.error(
                        "a second variant named \(quoted(plan.name)); give it a `name`"
                    )
                }
                plans.append(plan)
            }
        }
        if plans.isEmpty { throw cursor.error("expected at least one variant") }
        if let models { plans = try keep(models, of: plans, file: cursor.file) }
        var result = Result()
        for plan in plans {
            let profile = try resolve(plan)
            result.variants.append(
                Variant(name: plan.name, profile: profile, prompt: plan.prompt)
            )
            result.access[profile.name] = try resolver.access(
                for: profile,
                at: .init(line: plan.cursor.line, keyPath: plan.cursor.path)
            )
        }
        return result
    }

    /// The profiles that the variants use, each once.
    func profileNames(_ cursor: Cursor) throws(ConfigurationError) -> [String] {
        var names: [String] = []
        for element in try cursor.list() {
            for subject in try request(element).subjects
            where !names.contains(subject.profile.name) { names.append(subject.profile.name) }
        }
        return names
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
        if let key = profile.priceKey, !prices.knows(key) {
            throw ConfigurationError(
                file: plan.entry.file,
                line: plan.entry.line,
                keyPath: "\(profile.name).price",
                message: "unknown price \(quoted(key))",
                suggestion: Suggestion.text(for: key, among: prices.table.keys)
            )
        }
        return profile
    }
}
