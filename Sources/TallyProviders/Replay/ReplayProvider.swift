internal import Synchronization
package import TallyCore

/// Answers from a cassette: what was recorded, with the times that were recorded, and nothing from any network.
///
/// The attempts of a request come in their order; once all were given, the last one comes again.
package final class ReplayProvider: ModelProvider {
    package var source: CallSource { .replay }

    private let cassette: Cassette
    private let entries: [Digest: Cassette.Entry]
    private let profile: Profile
    private let schema: Digest
    private let replay: Replay
    private let reader: StoredAnswerReader
    private let given = Mutex<[Digest: Int]>([:])

    /// - Parameters:
    ///   - cassette: What was recorded.
    ///   - profile: Who is asked now: the cassette's own, perhaps changed by a variant.
    ///   - replay: How it is played.
    ///   - schema: The JSON Schema of the answers asked for now.
    package init(_ cassette: Cassette, profile: Profile, replay: Replay, schema: JSONValue) {
        self.cassette = cassette
        self.profile = profile
        self.replay = replay
        self.schema = Digest(of: schema)
        entries = Dictionary(
            cassette.entries.map { ($0.identity.key, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        reader = StoredAnswerReader(profile: profile)
    }

    package func send(_ request: ModelRequest) async -> Exchange {
        let identity = RequestIdentity(request, to: profile, schema: schema)
        let key = identity.key
        guard let entry = entries[key] else { return unknown(identity) }
        let number = given.withLock { given in
            let number = min(given[key, default: 0], entry.attempts.count - 1)
            given[key] = number + 1
            return number
        }
        guard let exchange = exchange(of: entry, number) else {
            return failure(.serverError, "the recorded answer cannot be read")
        }
        if let speed = replay.speed {
            // Whoever is stopped meanwhile has the answer all the same: nothing was sent that could be held back.
            try? await Task.sleep(for: exchange.timings.done / speed)
        }
        return exchange
    }

    /// An attempt after which another was recorded is tried again, and no other.
    private func exchange(of entry: Cassette.Entry, _ number: Int) -> Exchange? {
        let stored = entry.attempts[number]
        guard var error = stored.error else {
            return reader.result(of: stored).map(stored.exchange)
        }
        error.shouldRetry = number + 1 < entry.attempts.count
        return stored.exchange(.failure(error))
    }

    private func unknown(_ identity: RequestIdentity) -> Exchange {
        let nearest = NearestRequest(to: identity, among: cassette.entries)
        let message =
            "no such request in \(replay.cassette)"
            + (nearest.map { "; the nearest one differs in \($0.difference)" } ?? ", which is empty")
        return failure(replay.isStrict ? .notFound : .notRecorded, message)
    }

    private func failure(_ type: ErrorType, _ message: String) -> Exchange {
        Exchange(
            timings: ExchangeTimings(done: .zero),
            billing: .notBilled,
            result: .failure(ProviderError(type, message, shouldRetry: false))
        )
    }
}
