internal import TallyCore

/// Sends one lane's trials, as many at a time as its limit allows.
struct LaneRunner: Sendable {
    let lane: RunPlan.Lane
    let runner: Runner
    let state: LaneState
    let limit: LaneLimit
    /// Shared with the other lanes on the same deployment; `nil` where no limit is agreed.
    let limiter: DeploymentLimiter?

    private var plan: RunPlan { runner.plan }
    private var permits: Permits { limit.permits }

    init(lane: RunPlan.Lane, runner: Runner, limiter: DeploymentLimiter?) {
        self.lane = lane
        self.runner = runner
        self.limiter = limiter
        limit = LaneLimit(lane.profile.concurrency, elapsed: runner.elapsed)
        state = LaneState(
            longestHint: runner.plan.retry.longestHint,
            hasAnswered: !lane.finished.isEmpty
        )
    }

    /// Nothing new may be sent.
    var isOver: Bool { runner.stop.isRaised || state.isStopped }

    /// Runs what is left to do, and once more what an outage left of it.
    func run() async throws {
        try await send(slots())
        let parked = isOver ? [] : state.takeParked()
        if !parked.isEmpty { try await send(parked) }
        guard !runner.stop.isRaised, let reason = state.unfinishedReason else { return }
        // A few trials left, too few to give the lane up: a person should still learn why.
        try await tell(reason)
    }

    private func send(_ slots: some Sequence<PlannedTrial>) async throws {
        let failure = await withTaskGroup(of: (any Error)?.self) { group in
            var failure: (any Error)?
            var open = 0
            func drain(to count: Int) async {
                while open > count, let ended = await group.next() {
                    failure = failure ?? ended
                    open -= 1
                }
            }
            for var slot in slots {
                await permits.acquire()
                let isProbe = !isOver && state.isCircuitOpen
                if isProbe {
                    await drain(to: 0)
                    await pause()
                }
                if isOver {
                    permits.release()
                    break
                }
                // A place is free once the answer is with the writer; commits that lag behind are bounded here.
                await drain(to: mostOpen - 1)
                slot.isWarmUp = needsWarmUp && state.isFirst()
                group.addTask { [slot] in await perform(slot) }
                open += 1
                if slot.isWarmUp || isProbe { await drain(to: 0) }
                if isProbe, state.isCircuitOpen {
                    failure = await giveUpAfterProbe() ?? failure
                }
            }
            await drain(to: 0)
            return failure
        }
        if let failure { throw failure }
    }

    private var mostOpen: Int { lane.profile.concurrency.most * 2 + 16 }

    /// An endpoint compiles a schema when it first meets it; that call goes alone, and its time does not count.
    private var needsWarmUp: Bool {
        lane.provider.source == .wire && lane.profile.output == .jsonSchema
    }

    /// Runs one trial; an error is the ledger's, and then nothing more may be sent.
    private func perform(_ slot: PlannedTrial) async -> (any Error)? {
        do {
            try await TrialRunner(lane: self, slot: slot).run()
            return nil
        } catch {
            runner.stop.raise()
            return error
        }
    }

    /// What is left to do, in the plan's order: the first repeat of all cases, then the second ...
    private func slots() -> some Sequence<PlannedTrial> {
        (0..<plan.repeats).lazy.flatMap { repeatIndex in
            plan.order.lazy.enumerated().map { place, position in
                PlannedTrial(position: position, repeatIndex: repeatIndex, place: place)
            }
        }.filter { trial in
            let identity = plan.cases.identity(of: trial.position)
            let slot = TrialSlot(position: identity, repeatIndex: trial.repeatIndex)
            return !lane.finished.contains(slot)
        }
    }

    // MARK: Outages

    /// Waits before the endpoint is tried again; what was still in flight may have found it well already.
    private func pause() async {
        guard !isOver, state.isCircuitOpen else { return }
        let (duration, reason) = state.pause
        let text =
            "\(lane.profile.name): no answer \(CircuitBreaker.threshold) times in a row "
            + "(\(reason)); next try in \(Int(duration.seconds)) s"
        runner.observer.receive(.remark(text))
        _ = await runner.clock.sleep(duration) { isOver }
    }

    /// Gives the lane up when enough probes failed; an error is the ledger's.
    private func giveUpAfterProbe() async -> (any Error)? {
        guard !runner.stop.isRaised, let reason = state.probeFailed() else { return nil }
        do {
            try await tell(reason)
            return nil
        } catch {
            runner.stop.raise()
            return error
        }
    }

    private func tell(_ reason: String) async throws {
        runner.observer.receive(.laneStopped(lane: lane.index, reason: reason))
        try await runner.ledger.commit([.laneStopped(run: lane.run, reason: reason)])
    }
}

/// One trial of the plan, by its case's position among the selected ones.
struct PlannedTrial: Hashable, Sendable {
    var position: Int
    var repeatIndex: Int
    /// In the seeded order.
    var place: Int
    var isWarmUp = false
}
