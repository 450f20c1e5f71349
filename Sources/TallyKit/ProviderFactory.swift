internal import TallyConfiguration
internal import TallyCore
internal import TallyHTTP
internal import TallyProviders
internal import TallyRunner
internal import TallyScoring
internal import TallyStore

/// Makes the providers of an experiment and ends them with it.
struct ProviderFactory {
    let schema: JSONValue
    /// What opens the endpoints, by the names of their profiles.
    let access: [String: ResolvedAccess]
    /// Base URL of the running simulator; `nil` when no profile is simulated.
    let simulator: String?
    var cassettes = Cassettes()
    /// Whether somebody wants to stop, and who is told of batches.
    var stop = StopSignal()
    var tell: @Sendable (String) -> Void = { _ in }

    /// Who answers for a profile.
    ///
    /// `batches` notes what is handed over in batches. Throws a `HarnessError` without an endpoint.
    func provider(
        for profile: Profile,
        batches: RunBatches? = nil
    ) throws -> any ModelProvider {
        guard profile.provider != .rules else { return RulesProvider() }
        if let replay = cassettes.provider(for: profile, schema: schema) { return replay }
        guard let endpoint = profile.isSimulated ? simulator : profile.endpoint else {
            throw HarnessError(.usage, "profile \(profile.name) has no endpoint")
        }
        let resolved = access[profile.name] ?? ResolvedAccess()
        if profile.batch != nil, let batches {
            return BatchProvider(
                profile: profile,
                endpoint: endpoint,
                access: Access(resolved, profile: profile),
                path: WirePath(resolved, profile: profile),
                schema: schema,
                ledger: batches,
                isStopped: { [stop] in stop.isRaised },
                tell: { [tell] in tell("\(batches.name): \($0)") }
            )
        }
        return try WireProvider(
            profile: profile,
            endpoint: endpoint,
            access: Access(resolved, profile: profile),
            path: WirePath(resolved, profile: profile),
            schema: schema
        )
    }

    static func shutdown(_ providers: [any ModelProvider]) async {
        for case let provider as WireProvider in providers { try? await provider.shutdown() }
    }
}

extension Access {
    init(_ resolved: ResolvedAccess, profile: Profile) {
        let command = profile.access.tokenCommand
        self.init(
            key: resolved.key.map { ($0.reveal(), KeyScheme(of: profile)) },
            headers: resolved.headers.map { ($0.name, $0.value.reveal()) },
            secrets: resolved.secrets.map { $0.reveal() },
            tokens: command.isEmpty ? nil : CommandTokens(command: command)
        )
    }
}

extension KeyScheme {
    fileprivate init(of profile: Profile) {
        switch (profile.access.scheme, profile.provider) {
        case (.bearer?, _): self = .bearer
        case (.apiKey?, _), (nil, .azure): self = .apiKey
        case (nil, .anthropic): self = .xAPIKey
        case (nil, _): self = .bearer
        }
    }
}

extension WirePath {
    init(_ resolved: ResolvedAccess, profile: Profile? = nil) {
        self.init(
            proxy: resolved.proxy.map { proxy in
                let credentials = proxy.user.map { user in
                    Proxy.Credentials(user: user, password: proxy.password?.reveal() ?? "")
                }
                return Proxy(host: proxy.host, port: proxy.port, credentials: credentials)
            },
            authorities: resolved.authorities,
            moreAuthorities: profile?.access.authorities
        )
    }
}
