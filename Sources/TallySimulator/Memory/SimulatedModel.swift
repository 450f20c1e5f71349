internal import Synchronization
internal import TallyCore

/// One model that is simulated: how it behaves, and what it remembers between requests.
final class SimulatedModel: Sendable {
    let name: String
    let simulation: Simulation
    private let memory: Mutex<Memory>

    private struct Memory {
        /// How often each body was seen: a counter of its own for about a quarter of a million bodies.
        var sightings = BoundedTable<Int>(capacity: 1 << 18)
        /// Prompt prefixes read, by fingerprint.
        var prefixes = BoundedTable<Bool>(capacity: 1 << 16)
        var counters = ModelCounters()
        var limiter: RateLimiter
    }

    init(name: String, simulation: Simulation) {
        self.name = name
        self.simulation = simulation
        memory = Mutex(Memory(limiter: RateLimiter(simulation)))
    }

    /// The dated name a real endpoint would answer with.
    var returnedName: String { name + "-2026-01-01" }

    var fingerprint: String {
        var fingerprint = Fingerprint(simulation.seed)
        fingerprint.combine(name)
        return "fp_sim_" + fingerprint.value.hexDigits.prefix(10)
    }

    var counters: ModelCounters { memory.withLock { $0.counters } }

    func count(_ change: (inout ModelCounters) -> Void) {
        memory.withLock { change(&$0.counters) }
    }

    /// Notes that a body arrived, and says how often it had arrived before.
    func arrive(body: UInt64) -> Arrival {
        let sighting = memory.withLock { memory in
            memory.counters.requests += 1
            let sighting = memory.sightings[body] ?? 0
            memory.sightings.set(body, to: sighting + 1)
            return sighting
        }
        return Arrival(seed: simulation.seed, body: body, sighting: sighting)
    }

    /// Counts a request that may use so many tokens against the model's limits.
    func admit(tokens: Int, at now: Duration) -> RateLimiter.Admission {
        memory.withLock { $0.limiter.admit(tokens: tokens, at: now) }
    }

    /// The tokens of one exchange, with what the prompt cache had of it.
    func usage(of answer: Answer, to request: ChatRequest) -> ReportedUsage {
        var usage = ReportedUsage(
            prompt: TokenEstimate.prompt(request.messages),
            cached: 0,
            completion: answer.outputTokens,
            reasoning: answer.reasoning
        )
        guard simulation.cachesPrompts else { return usage }
        switch request.caching {
        case .automatic:
            let prefixes = PromptPrefixes.fingerprints(of: request.messages)
            usage.cached = PromptPrefixes.tokens(known: read(prefixes))
            if simulation.reportsCacheWrites {
                let kept = PromptPrefixes.tokens(known: prefixes.count)
                usage.writtenForMinutes = kept - usage.cached
            }
        case .marked(let boundaries): read(boundaries, into: &usage)
        }
        return usage
    }

    /// Reads what is known of a marked prompt, and keeps what is marked.
    private func read(_ boundaries: [CacheBoundary], into usage: inout ReportedUsage) {
        let cache = memory.withLock { memory in
            let cache = CacheBoundary.usage(of: boundaries) { memory.prefixes[$0] != nil }
            for boundary in boundaries
            where boundary.mark != nil && boundary.tokens >= CacheBoundary.shortest {
                memory.prefixes.set(boundary.fingerprint, to: true)
            }
            return cache
        }
        usage.cached = cache.read
        for (lifetime, tokens) in cache.written {
            switch lifetime {
            case .fiveMinutes: usage.writtenForMinutes += tokens
            case .oneHour: usage.writtenForAnHour += tokens
            }
        }
    }

    /// Remembers a prompt's prefixes, shortest first, and returns how many of them were known.
    private func read(_ prefixes: [UInt64]) -> Int {
        guard !prefixes.isEmpty else { return 0 }
        return memory.withLock { memory in
            let known = prefixes.prefix { memory.prefixes[$0] != nil }.count
            for prefix in prefixes[known...] { memory.prefixes.set(prefix, to: true) }
            return known
        }
    }
}
