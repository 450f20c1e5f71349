internal import TallyCore

/// Asks one endpoint for one trial: attempts until one of them decides.
struct CallRunner: Sendable {
    let lane: LaneRunner
    let endpoint: LaneEndpoint
    let slot: PlannedTrial
    /// The trial's row.
    let trial: Int64
    let id: Int64
    /// When the trial began.
    let began: ContinuousClock.Instant

    var plan: RunPlan { lane.runner.plan }
    var runner: Runner { lane.runner }
    var ledger: any Ledger { lane.runner.ledger }

    init(
        lane: LaneRunner,
        endpoint: LaneEndpoint,
        slot: PlannedTrial,
        trial: Int64,
        began: ContinuousClock.Instant
    ) {
        self.lane = lane
        self.endpoint = endpoint
        self.slot = slot
        self.trial = trial
        self.began = began
        id = lane.runner.ledger.nextID()
    }

    /// How the attempts of a call ended, with what is not committed yet.
    struct LastAttempt {
        var exchange: Exchange
        var uncommitted: [LedgerEntry]
        var decision: RetryPolicy.Decision?
        /// Time in attempts; the rest of the call was waiting.
        var working: Duration
        var attempts: [TrialTrace.Attempt]
        /// The attempt whose answer was given again; nothing was sent then.
        var cachedAttempt: Int64?
    }

    /// Sends attempts until one of them decides; `nil` when the lane was over before the first could leave.
    func run(_ prompt: Prompt, of item: Case, after entries: [LedgerEntry]) async throws
        -> LastAttempt?
    {
        var uncommitted = entries
        var history = RetryPolicy.History()
        var generator = SeededGenerator(
            seed: plan.seed,
            stream: "retry-\(item.id)-\(slot.repeatIndex)\(streamSuffix)"
        )
        var working = Duration.zero
        var attempts: [TrialTrace.Attempt] = []
        var number = 0
        let most = most(of: prompt)
        let key = responseKey(prompt, of: item)
        if let key, let given = try given(under: key, after: entries) { return given }
        var last: LastAttempt?
        while true {
            number += 1
            guard await isAdmitted(prompt), try await isAffordable(most) else { return last }
            let asked = request(prompt, of: item)
            guard
                let (exchange, closing, traced) = try await attempt(
                    number,
                    asked,
                    atMost: most,
                    keptUnder: key,
                    after: uncommitted
                )
            else { return last }
            uncommitted = closing
            if let traced { attempts.append(traced) }
            working += exchange.timings.done
            guard case .failure(let error) = exchange.result else {
                return LastAttempt(
                    exchange: exchange,
                    uncommitted: closing,
                    working: working,
                    attempts: attempts
                )
            }
            history = history.adding(error)
            let decision = plan.retry.decision(after: error, history: history, using: &generator)
            let end = LastAttempt(
                exchange: exchange,
                uncommitted: closing,
                decision: decision,
                working: working,
                attempts: attempts
            )
            guard case .retry(let wait) = decision, !endpoint.state.isStopped else { return end }
            if error.type == .rateLimited { history.throttleWait += wait }
            try await ledger.commit(uncommitted)
            uncommitted = []
            last = LastAttempt(
                exchange: exchange,
                uncommitted: [],
                decision: .park,
                working: working,
                attempts: attempts
            )
            guard await runner.clock.sleep(paced(wait), unless: { lane.isOver }) else {
                return last
            }
        }
    }

    func request(_ prompt: Prompt, of item: Case) -> ModelRequest {
        ModelRequest(
            id: runner.newULID(),
            prompt: prompt,
            text: item.text ?? "",
            repeatIndex: slot.repeatIndex,
            role: endpoint.role,
            place: "\(plan.cases.identity(of: slot.position))-\(slot.repeatIndex)"
        )
    }

    /// A replay waits as much faster as it answers.
    private func paced(_ wait: Duration) -> Duration {
        guard let replay = endpoint.profile.replay else { return wait }
        return replay.speed.map { wait / $0 } ?? .zero
    }

    /// The answer's own waits are those it had before there were cascades.
    private var streamSuffix: String {
        endpoint.role == .answer ? "" : "-\(endpoint.role.rawValue)"
    }

    /// Waits until the deployment's limits allow one more request; `false` when the lane is over first.
    private func isAdmitted(_ prompt: Prompt) async -> Bool {
        guard let limiter = endpoint.limiter else { return true }
        let wait = limiter.reserve(
            tokens: TokenReservation(prompt, profile: endpoint.profile).tokens
        )
        return await runner.clock.sleep(wait, unless: { lane.isOver })
    }

    /// What an attempt tells about the endpoint's limits.
    private func learn(from exchange: Exchange, number: Int, prompt: Prompt) {
        if let limiter = endpoint.limiter, let usage = exchange.usage {
            let reservation = TokenReservation(prompt, profile: endpoint.profile)
            limiter.settle(reservation.correction(for: usage))
        }
        // What is shown of a lane is the limit of what it asks for every case.
        if let limit = endpoint.limit.learn(from: exchange, attempt: number),
            endpoint.role == .answer
        {
            runner.observer.receive(.limitChanged(lane: lane.lane.index, limit: limit))
        }
    }

    /// One attempt; its row is committed before the request leaves, unless nothing leaves.
    ///
    /// What leaves in a batch is noted there, and has its row once it is answered. `nil` when the lane was over before that.
    private func attempt(
        _ number: Int,
        _ request: ModelRequest,
        atMost most: Spent,
        keptUnder key: Digest?,
        after uncommitted: [LedgerEntry]
    ) async throws -> (Exchange, [LedgerEntry], TrialTrace.Attempt?)? {
        let provider = endpoint.provider
        guard provider.source != .local else {
            return (await provider.send(request), uncommitted, nil)
        }
        let isBatch = provider.source == .batch
        let opening = AttemptOpening(
            id: ledger.nextID(),
            ulid: request.id,
            trial: trial,
            call: id,
            number: number,
            opened: runner.clock.wall(),
            priceKey: endpoint.profile.priceKey,
            profile: lane.lane.escalation == nil ? nil : endpoint.profile.name
        )
        let entries = uncommitted + [.attemptOpened(opening)]
        if !isBatch { try await ledger.commit(entries) }
        runner.observer.receive(.attemptStarted(lane: lane.lane.index, step: slot.step))
        let start = ContinuousClock.now - began
        // Meanwhile the ledger may have failed, or someone asked to stop.
        let exchange = runner.stop.isRaised ? .unsent : await provider.send(request)
        if isBatch, exchange.isHeldBack, runner.stop.isRaised {
            settle(most, as: .nothing)
            return nil
        }
        let report = report(exchange, opening)
        runner.observer.receive(.attemptFinished(lane: lane.lane.index, report))
        learn(from: exchange, number: number, prompt: request.prompt)
        if provider.source.isBilled {
            settle(most, as: Spent(exchange, cost: report.isHourly ? .zero : report.cost))
        }
        let closing = AttemptClosing(
            id: opening.id,
            exchange: exchange,
            priceKey: priceKey(of: exchange),
            kept: key.flatMap { kept(exchange, under: $0) }
        )
        // A batch has no times that a trace could show.
        guard !isBatch else { return (exchange, entries + [.attemptClosed(closing)], nil) }
        let traced = TrialTrace.Attempt(
            id: opening.ulid,
            start: start,
            duration: exchange.timings.done,
            status: exchange.status,
            requestID: exchange.facts.requestID,
            report: report
        )
        return (exchange, [.attemptClosed(closing)], traced)
    }
}

extension Exchange {
    /// Nothing was sent, or what was is still to be collected.
    fileprivate var isHeldBack: Bool {
        guard case .failure(let error) = result else { return false }
        return error.type == .cancelled
    }

    /// Of a request that was held back.
    fileprivate static var unsent: Exchange {
        Exchange(
            timings: ExchangeTimings(done: .zero),
            billing: .notBilled,
            result: .failure(ProviderError(.cancelled, "not sent: the run was stopped"))
        )
    }
}
