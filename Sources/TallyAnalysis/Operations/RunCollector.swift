internal import TallyCore
internal import TallyStatistics

/// Collects how one run went.
struct RunCollector {
    /// What the documents of a run needed of one profile.
    private struct Need {
        var requests = 0
        var tokens = 0
        /// In flight.
        var seconds = 0.0
    }

    let facts: OperationsFacts
    private var run: RunOperations
    /// Of requests that succeeded and have a time; those of batches have none.
    private var service = Moments()
    private var needs: [String: Need] = [:]
    private var answered = 0
    private var within = 0
    /// Documents of which it is known whether they were in time.
    private var timed = 0
    private var exact = 0
    private var judged = 0

    init(_ facts: OperationsFacts) {
        self.facts = facts
        run = RunOperations(name: facts.name, isSimulated: facts.isSimulated)
    }

    mutating func add(_ request: StoredRequest) {
        run.requests += 1
        var need = needs[request.profile] ?? Need()
        defer { needs[request.profile] = need }
        need.requests += 1
        guard request.isDone else { return }
        need.seconds += request.service ?? 0
        run.cost = run.cost.flatMap { sum in request.cost.map { sum + $0 } }
        if let usage = request.usage {
            run.usage = run.usage + usage
            need.tokens += usage.prompt + usage.output
        }
        guard request.error == nil else { return }
        run.succeeded += 1
        if let seconds = request.service { service.add(seconds) }
        guard let usage = request.usage, usage.prompt > 0 else { return }
        run.cacheAsked += 1
        if usage.cachedInput > 0 { run.cacheHits += 1 }
    }

    mutating func add(_ document: StoredDocument) {
        run.documents += 1
        let isAnswered = document.outcome == .answered
        if isAnswered { answered += 1 }
        if let isExact = document.isDocumentExact {
            judged += 1
            if isExact { exact += 1 }
        }
        // One without an answer is not in time, however fast it failed; what is asked in batches has no time to keep.
        guard let limit = facts.serviceLevel?.latency?.seconds, !document.isWarmUp,
            !facts.profiles.contains(where: { $0.batch != nil })
        else { return }
        if !isAnswered {
            timed += 1
        } else if let service = document.service {
            timed += 1
            if service <= limit { within += 1 }
        }
    }

    var operations: RunOperations {
        var run = run
        if service.count > 0 { run.meanService = service.mean }
        run.promises = promises
        run.burn = burn
        run.capacity = capacity
        return run
    }

    /// Each with Wilson's interval; repeats of a case count as documents, as they do in production.
    private var promises: [RunOperations.Promise] {
        guard let level = facts.serviceLevel else { return [] }
        func promise(
            _ kind: RunOperations.Promise.Kind,
            _ target: Double?,
            _ count: Int,
            of n: Int
        ) -> RunOperations.Promise? {
            guard let target, let estimate = Proportion.wilson(successes: count, n: n) else {
                return nil
            }
            return RunOperations.Promise(kind: kind, target: target, estimate: estimate)
        }
        let latency = level.latency?.seconds
        return [
            latency.flatMap { promise(.within(seconds: $0), level.share, within, of: timed) },
            promise(.answered, level.successRate, answered, of: run.documents),
            promise(.documentExact, level.documentExact, exact, of: judged),
        ].compactMap { $0 }
    }

    private var burn: BudgetBurn? {
        guard let economics = facts.economics, let budget = economics.monthlyBudget,
            let volume = economics.volume, let cost = run.cost, run.documents > 0
        else { return nil }
        return BudgetBurn(
            budget: budget,
            documentsPerMonth: volume,
            perDocument: cost.dollars / Double(run.documents)
        )
    }

    private var capacity: Capacity? {
        guard run.documents > 0 else { return nil }
        let documents = Double(run.documents)
        var bounds: [Capacity.Bound] = []
        // A batch has neither the limits of live requests nor a time.
        for profile in facts.profiles where profile.batch == nil {
            guard let need = needs[profile.name] else { continue }
            func add(_ limit: Capacity.Limit, _ value: Int?, _ total: Double) {
                guard let value, total > 0 else { return }
                bounds.append(
                    Capacity.Bound(
                        profile: profile.name,
                        limit: limit,
                        value: value,
                        perDocument: total / documents
                    )
                )
            }
            add(.requestsPerMinute, profile.limits.requestsPerMinute, Double(need.requests))
            add(.tokensPerMinute, profile.limits.tokensPerMinute, Double(need.tokens))
            add(.concurrency, profile.concurrency.most, need.seconds)
        }
        return bounds.isEmpty ? nil : Capacity(bounds: bounds)
    }
}
