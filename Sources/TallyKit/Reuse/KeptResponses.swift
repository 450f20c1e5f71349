internal import TallyCore
internal import TallyProviders
internal import TallyStore

/// The response cache: answers of this store's runs, found by all that they depend on.
struct KeptResponses: ResponseReuse {
    let policy: CachePolicy
    private let store: Store
    private let schema: Digest
    private let readers: [String: StoredAnswerReader]

    /// `nil` where nothing is kept or given again.
    init?(_ policy: CachePolicy, store: Store, profiles: [Profile], schema: JSONValue) {
        guard policy.mode != .off else { return nil }
        self.policy = policy
        self.store = store
        self.schema = Digest(of: schema)
        readers = Dictionary(
            profiles.map { ($0.name, StoredAnswerReader(profile: $0)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Servers of one kind may call different models by one name, so their addresses keep them apart.
    func key(of request: ModelRequest, to profile: Profile) -> Digest {
        var members = RequestIdentity(request, to: profile, schema: schema).members
        members["endpoint"] = .optional(profile.endpoint)
        return Digest(of: .object(members))
    }

    func find(_ key: Digest, of profile: Profile, at moment: Moment) throws -> (
        attempt: Int64, exchange: Exchange
    )? {
        let since = policy.lifetime.map {
            Moment(milliseconds: moment.milliseconds - $0.microseconds / 1000)
        }
        guard let found = try store.response(key, since: since),
            let reader = readers[profile.name],
            let result = reader.result(of: found.exchange),
            case .success = result
        else { return nil }
        return (found.attempt, found.exchange.exchange(result))
    }
}
