internal import TallyCore

/// Runs one trial: attempts until there is a result, then parse, score, store.
struct TrialRunner: Sendable {
    let lane: LaneRunner
    let slot: PlannedTrial
    private let permits: Permits
    let id: Int64
    let step: Int64
    let call: Int64

    var plan: RunPlan { lane.runner.plan }
    var runner: Runner { lane.runner }
    private var ledger: any Ledger { lane.runner.ledger }

    init(lane: LaneRunner, slot: PlannedTrial, permits: Permits) {
        self.lane = lane
        self.slot = slot
        self.permits = permits
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
                let last = try await attempts(on: input, since: start)
                return conclude(last, input: input, start: start)
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
    private struct LastAttempt {
        var exchange: Exchange
        var uncommitted: [LedgerEntry]
        var decision: RetryPolicy.Decision?
        /// Time in attempts; the rest of the trial was waiting.
        var working: Duration
    }

    private func attempts(on input: Input, since start: ContinuousClock.Instant) async throws
        -> LastAttempt
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
        while true {
            number += 1
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
            guard await runner.clock.sleep(wait, unless: runner.stop), !lane.state.isStopped else {
                return LastAttempt(
                    exchange: exchange,
                    uncommitted: [],
                    decision: .park,
                    working: working
                )
            }
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
        let exchange = await provider.send(request)
        runner.observer.receive(
            .attemptFinished(lane: lane.lane.index, report(exchange, opened: opening.opened))
        )
        let closing = AttemptClosing(
            id: opening.id,
            exchange: exchange,
            priceKey: priceKey(of: exchange)
        )
        return (exchange, [.attemptClosed(closing)])
    }

    // MARK: The end

    private func conclude(
        _ last: LastAttempt,
        input: Input,
        start: ContinuousClock.Instant
    ) -> ([LedgerEntry], RunEvent.TrialReport?) {
        let total = ContinuousClock.now - start
        let item = input.item
        var closing = TrialClosing(
            id: id,
            step: step(for: input),
            run: lane.lane.run,
            scoring: lane.lane.scoring,
            result: nil,
            ended: runner.clock.wall()
        )
        if case .failure(let error) = last.exchange.result, isWithoutResult(error, last.decision) {
            var entries = last.uncommitted + [.trialClosed(closing)]
            // After a stop signal trials are parked for that reason alone.
            if !runner.stop.isRaised, let reason = lane.state.parked(on: error) {
                entries.append(.laneStopped(run: lane.lane.run, reason: reason))
                runner.observer.receive(.laneStopped(lane: lane.lane.index, reason: reason))
            }
            return (entries, nil)
        }
        lane.state.concluded(answered: (try? last.exchange.result.get()) != nil)
        var result = Judgement(parser: plan.parser, scorer: plan.scorer, item: item).result(
            of: last.exchange
        )
        result.total = total
        result.queueWait = max(.zero, total - last.working)
        closing.result = result
        let report = RunEvent.TrialReport(
            caseID: item.id,
            outcome: result.outcome,
            score: result.score
        )
        return (last.uncommitted + [.trialClosed(closing)], report)
    }

    /// A request that is refused as malformed before any was answered is the profile's fault, not the case's.
    private func isWithoutResult(
        _ error: ProviderError,
        _ decision: RetryPolicy.Decision?
    ) -> Bool {
        decision != .giveUp || (error.type == .badRequest && !lane.state.hasAnswered)
    }
}
