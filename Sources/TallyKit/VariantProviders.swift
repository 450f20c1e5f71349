internal import TallyCore
internal import TallyRunner
internal import TallyStore

/// What sends a variant's requests: to its own profile, and to those of its cascade.
struct VariantProviders: Sendable {
    let answer: any ModelProvider
    /// `nil` for a variant that asks one profile alone.
    let escalation: Escalation?

    /// Those of a variant.
    ///
    /// `batches` notes those of its run. Throws a `HarnessError` where a profile has no endpoint.
    init(_ variant: Variant, from factory: ProviderFactory, batches: RunBatches) throws {
        func target(_ profile: Profile) throws -> Escalation.Target {
            Escalation.Target(profile: profile, provider: try factory.provider(for: profile))
        }
        answer = try factory.provider(for: variant.profile, batches: batches)
        escalation = try variant.cascade.map { plan in
            Escalation(
                strong: try target(plan.strong),
                voter: try plan.voter.map(target),
                rule: plan.rule,
                escalatesErrors: plan.escalatesErrors
            )
        }
    }

    var all: [any ModelProvider] {
        let targets = [escalation?.voter, escalation?.strong].compactMap { $0 }
        return [answer] + targets.map(\.provider)
    }
}
