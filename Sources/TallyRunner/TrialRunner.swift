internal import TallyCore

/// Runs one trial: attempts until there is a result, then parse, score, store.
struct TrialRunner: Sendable {
    let lane: LaneRunner
    let slot: PlannedTrial
    let id: Int64
    let step: Int64
    let call: Int64

    var plan: RunPlan { lane.runner.plan }
    var runner: Runner { lane.runner }
    private var ledger: any Ledger { lane.runner.ledger }
    private var permits: Permits { lane.limit.permits }

    init(lane: LaneRunner, slot: PlannedTrial) {
        self.lane = lane
        self.slot = slot
        id = lane.runner.ledger.nextID()
        step = lane.runner.ledger.nextID()
        call = lane.runner.ledger.nextID()
    }

    /// The place in flight is freed when the answer is handed to the writer, and not before: whoever takes the place
    /// is written after it, so no crash leaves more attempts unknown than were in flight.
    func run() async throws {
        guard let (entries, report) = try await ended() else { return }
        try await ledger.commit(entries) { permits.release() }
        if let report { runner.observer.receive(.trialFinished(lane: lane.lane.index, report)) }
    }

    /// Runs the trial up to its last rows; frees the place itself when there are none to write.
    private func ended() async throws -> ([LedgerEntry], RunEvent.TrialReport?)? {
        do {
            if let input = try await load() {
                // An image that is made ready is no part of any time.
                let start = ContinuousClock.now
                if let last = try await attempts(on: input, since: start) {
                    return conclude(last, input: input, start: start)
                }
            }
        } catch {
            permits.release()
            throw error
        }
        permits.release()
        return nil
    }

    /// A case with what the model is shown of it.
    struct Input {
        var item: Case
        var prompt: Prompt
    }

    /// Reads the case; when it cannot be read (a file changed) the lane ends, resumable, and there is no case.
    private func load() async throws -> Input? {
        do {
            let item = try plan.cases.load(slot.position)
            return Input(item: item, prompt: try await prompt(for: item))
        } catch {
            let reason = "\(error)"
            guard lane.state.stop(reason) else { return nil }
            runner.observer.receive(.laneStopped(lane: lane.lane.index, reason: reason))
            try await ledger.commit([.laneStopped(run: lane.lane.run, reason: reason)])
            return nil
        }
    }

    private func prompt(for item: Case) async throws -> Prompt {
        let task = lane.lane.task
        guard let options = lane.lane.profile.image,
            let image = try await plan.images?.image(of: item, as: options)
        else { return task.prompt(for: item.text ?? "") }
        return task.prompt(for: options.show == .both ? item.text : nil, image: image)
    }

    // MARK: Attempts

    /// How the attempts of a trial ended, with what is not committed yet.
    struct LastAttempt {
        var exchange: Exchange
        var uncommitted: [LedgerEntry]
        var decision: RetryPolicy.Decision?
        /// Time in attempts; the rest of the trial was waiting.
        var working: Duration
    }

    /// Sends attempts until one of them decides; `nil` when the lane was over before the first could leave.
    private func attempts(on input: Input, since start: ContinuousClock.Instant) async throws
        -> LastAttempt?
    {
        let item = input.item
        var uncommitted = [LedgerEntry.trialOpened(opening(input))]
        var history = RetryPolicy.History()
        var generator = SeededGenerator(
            seed: plan.seed,
            stream: "retry-\(item.id)-\(slot.repeatIndex)"
        )
        var working = Duration.zero
        var number = 0
        var last: LastAttempt?
        while true {
            number += 1
            guard await isAdmitted(input.prompt) else { return last }
            let (exchange, closing) = try await attempt(
                number,
                ModelRequest(id: newULID(), prompt: input.prompt, text: item.text ?? ""),
                after: uncommitted
            )
            uncommitted = closing
            working += exchange.timings.done
            guard case .failure(let error) = exchange.result else {
                return LastAttempt(exchange: exchange, uncommitted: closing, working: working)
            }
            history = history.adding(error)
            let decision = plan.retry.decision(after: error, history: history, using: &generator)
            let end = LastAttempt(
                exchange: exchange,
                uncommitted: closing,
                decision: decision,
                working: working
            )
            guard case .retry(let wait) = decision, !lane.state.isStopped else { return end }
            if error.type == .rateLimited { history.throttleWait += wait }
            try await ledger.commit(uncommitted)
            uncommitted = []
            last = LastAttempt(
                exchange: exchange,
                uncommitted: [],
                decision: .park,
                working: working
            )
            guard await runner.clock.sleep(wait, unless: { lane.isOver }) else { return last }
        }
    }

    /// Waits until the deployment's limits allow one more request; `false` when the lane is over first.
    private func isAdmitted(_ prompt: Prompt) async -> Bool {
        guard let limiter = lane.limiter else { return true }
        let wait = limiter.reserve(
            tokens: TokenReservation(prompt, profile: lane.lane.profile).tokens
        )
        return await runner.clock.sleep(wait, unless: { lane.isOver })
    }

    /// What an attempt tells about the lane's limits.
    private func learn(from exchange: Exchange, number: Int, prompt: Prompt) {
        if let limiter = lane.limiter, let usage = exchange.usage {
            let reservation = TokenReservation(prompt, profile: lane.lane.profile)
            limiter.settle(reservation.correction(for: usage))
        }
        if let limit = lane.limit.learn(from: exchange, attempt: number) {
            runner.observer.receive(.limitChanged(lane: lane.lane.index, limit: limit))
        }
    }

    /// One attempt; its row is committed before the request leaves, unless nothing leaves.
    private func attempt(
        _ number: Int,
        _ request: ModelRequest,
        after uncommitted: [LedgerEntry]
    ) async throws -> (Exchange, [LedgerEntry]) {
        let provider = lane.lane.provider
        guard provider.source == .wire else {
            return (await provider.send(request), uncommitted)
        }
        let opening = AttemptOpening(
            id: ledger.nextID(),
            ulid: request.id,
            trial: id,
            call: call,
            number: number,
            opened: runner.clock.wall(),
            priceKey: lane.lane.profile.priceKey
        )
        try await ledger.commit(uncommitted + [.attemptOpened(opening)])
        runner.observer.receive(.attemptStarted(lane: lane.lane.index))
        // Meanwhile the ledger may have failed, or someone asked to stop.
        let exchange = runner.stop.isRaised ? .unsent : await provider.send(request)
        runner.observer.receive(
            .attemptFinished(lane: lane.lane.index, report(exchange, opened: opening.opened))
        )
        learn(from: exchange, number: number, prompt: request.prompt)
        let closing = AttemptClosing(
            id: opening.id,
            exchange: exchange,
            priceKey: priceKey(of: exchange)
        )
        return (exchange, [.attemptClosed(closing)])
    }
}

extension Exchange {
    /// Of a request that was held back.
    fileprivate static var unsent: Exchange {
        Exchange(
            timings: ExchangeTimings(done: .zero),
            billing: .notBilled,
            result: .failure(ProviderError(.cancelled, "not sent: the run was stopped"))
        )
    }
}
