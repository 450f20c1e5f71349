internal import TallyConfiguration
internal import TallyCore
internal import TallyProviders
internal import TallyScoring

/// Makes the providers of an experiment and ends them with it.
struct ProviderFactory {
    let schema: JSONValue
    let secrets: [String: Secret]
    /// Base URL of the running simulator; `nil` when no profile is simulated.
    let simulator: String?

    func provider(for profile: Profile) throws -> any ModelProvider {
        switch profile.provider {
        case .rules: return RulesProvider()
        case .openai, .simulated:
            guard let endpoint = profile.provider == .simulated ? simulator : profile.endpoint
            else {
                throw HarnessError(.usage, "profile \(profile.name) has no endpoint")
            }
            return try OpenAIProvider(
                profile: profile,
                endpoint: endpoint,
                key: secrets[profile.name]?.reveal(),
                schema: schema
            )
        }
    }

    static func shutdown(_ providers: [any ModelProvider]) async {
        for case let provider as OpenAIProvider in providers { try? await provider.shutdown() }
    }
}
