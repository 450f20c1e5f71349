internal import Synchronization
package import TallyCore

/// Answers from a cassette: what was recorded, with the times that were recorded, and nothing from any network.
///
/// The attempts of a request come in their order, and after them those of the next that asked for the same: documents may
/// be equal. Once all were given, the last one comes again.
package final class ReplayProvider: ModelProvider {
    package var source: CallSource { .replay }

    private let cassette: Cassette
    private let entries: [Digest: [Attempt]]
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
        entries = Dictionary(grouping: cassette.entries, by: \.identity.key).mapValues { entries in
            entries.flatMap { entry in
                entry.attempts.enumerated().map { index, stored in
                    Attempt(stored: stored, isLast: index + 1 == entry.attempts.count)
                }
            }
        }
        reader = StoredAnswerReader(profile: profile)
    }

    package func send(_ request: ModelRequest) async -> Exchange {
        let identity = RequestIdentity(request, to: profile, schema: schema)
        let key = identity.key
        guard let attempts = entries[key] else { return unknown(identity) }
        let attempt = given.withLock { given in
            let number = min(given[key, default: 0], attempts.count - 1)
            given[key] = number + 1
            return attempts[number]
        }
        guard let exchange = exchange(of: attempt) else {
            return failure(.serverError, "the recorded answer cannot be read")
        }
        if let speed = replay.speed {
            // Whoever is stopped meanwhile has the answer all the same: nothing was sent that could be held back.
            try? await Task.sleep(for: exchange.timings.done / speed)
        }
        return exchange
    }

    /// An attempt after which another was recorded is tried again, and no other.
    private func exchange(of attempt: Attempt) -> Exchange? {
        let stored = attempt.stored
        guard var error = stored.error else {
            return reader.result(of: stored).map(stored.exchange)
        }
        error.shouldRetry = !attempt.isLast
        return stored.exchange(.failure(error))
    }

    private struct Attempt {
        let stored: StoredExchange
        /// None followed it.
        let isLast: Bool
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
