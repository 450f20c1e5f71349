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
        let cascade: CascadeRequest?

        var profiles: [Profile] { [profile] + (cascade?.members ?? []).map(\.profile) }
    }

    struct Result {
        var variants: [Variant] = []
        var access: [String: ResolvedAccess] = [:]
    }

    /// Reads every variant, and resolves endpoint, price and key of those that use one of `models` (`nil`: all).
    ///
    /// Without `withAccess` no key is looked up: nothing can be sent.
    func read(
        _ cursor: Cursor,
        models: [String]?,
        withAccess: Bool = true
    ) throws(ConfigurationError) -> Result {
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
            let variant = try resolve(plan)
            for profile in variant.profiles where withAccess {
                result.access[profile.name] = try resolver.access(
                    for: profile,
                    at: .init(line: plan.cursor.line, keyPath: plan.cursor.path)
                )
            }
            result.variants.append(variant)
        }
        return result
    }

    /// The profiles that the variants use, each once.
    func profileNames(_ cursor: Cursor) throws(ConfigurationError) -> [String] {
        var names: [String] = []
        for element in try cursor.list() {
            for profile in try request(element).subjects.flatMap(\.profiles)
            where !names.contains(profile.name) { names.append(profile.name) }
        }
        return names
    }

    private func keep(
        _ models: [String],
        of plans: [Plan],
        file: String
    ) throws(ConfigurationError) -> [Plan] {
        var used: [String] = []
        for name in plans.flatMap(\.profiles).map(\.name) where !used.contains(name) {
            used.append(name)
        }
        for model in models where !used.contains(model) {
            throw ConfigurationError(
                file: file,
                message: "--models: no variant uses the profile \(quoted(model))",
                suggestion: Suggestion.text(for: model, among: used)
            )
        }
        if models.isEmpty { throw ConfigurationError(file: file, message: "--models: no name") }
        // A cascade needs all of its profiles, and so do their keys.
        let kept = plans.filter { $0.profiles.allSatisfy { models.contains($0.name) } }
        guard kept.isEmpty else { return kept }
        throw ConfigurationError(
            file: file,
            message:
                "--models: no variant uses these profiles alone; a cascade needs all of its own"
        )
    }

    /// The plan as a variant whose profiles have their endpoints filled in and their prices known.
    private func resolve(_ plan: Plan) throws(ConfigurationError) -> Variant {
        var variant = Variant(
            name: plan.name,
            profile: try resolve(plan.profile, plan.entry),
            prompt: plan.prompt
        )
        if variant.isSimulated { try ProfileReader.checkSimulated(plan.name, plan.cursor) }
        guard let request = plan.cascade else { return variant }
        var cascade = CascadePlan(
            strong: try resolve(request.strong.profile, request.strong.entry),
            rule: request.rule
        )
        if let voter = request.voter { cascade.voter = try resolve(voter.profile, voter.entry) }
        cascade.escalatesErrors = request.escalatesErrors
        variant.cascade = cascade
        let recorded = variant.profiles.filter(\.isRecorded)
        guard recorded.isEmpty || recorded.count == variant.profiles.count else {
            // What is paid for and what is not could not be told apart in one run.
            throw plan.cursor.error(
                "a cascade is answered from cassettes in whole or not at all; \(quoted(recorded[0].name)) is"
            )
        }
        for profile in variant.profiles {
            guard let key = profile.priceKey, prices.table.hours[key] != nil else { continue }
            // The wall time is shared by all of them, so the hours of one would pay for the others too.
            throw plan.cursor.error(
                "\(quoted(profile.name)) is paid by the hour (\(key)); a cascade's profiles need prices by tokens"
            )
        }
        return variant
    }

    private func resolve(
        _ profile: Profile,
        _ entry: ProfileCatalog.Entry
    ) throws(ConfigurationError) -> Profile {
        var profile = profile
        if profile.provider == .replay {
            profile = try ReplayReader.opened(profile, entry)
        } else {
            let resolved = try entry.resolved(in: environment)
            profile.endpoint = resolved.endpoint
            profile.model = resolved.model
            profile.azure = resolved.azure
        }
        if let key = profile.priceKey, !prices.knows(key) {
            throw ConfigurationError(
                file: entry.file,
                line: entry.line,
                keyPath: "\(profile.name).price",
                message: "unknown price \(quoted(key))",
                suggestion: Suggestion.text(for: key, among: prices.table.keys)
            )
        }
        return profile
    }
}
