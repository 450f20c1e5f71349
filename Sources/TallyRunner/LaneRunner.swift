internal import TallyCore

/// Sends one lane's trials, as many at a time as its limit allows.
struct LaneRunner: Sendable {
    let lane: RunPlan.Lane
    let runner: Runner
    let state: LaneState

    private var plan: RunPlan { runner.plan }

    init(lane: RunPlan.Lane, runner: Runner) {
        self.lane = lane
        self.runner = runner
        state = LaneState(
            longestHint: runner.plan.retry.longestHint,
            hasAnswered: !lane.finished.isEmpty
        )
    }

    func run() async throws {
        let limit = lane.profile.concurrency
        let permits = Permits(limit)
        let failure = await withTaskGroup(of: (any Error)?.self) { group in
            var failure: (any Error)?
            var open = 0
            var isWarm = !needsWarmUp
            for var slot in slots() {
                await permits.acquire()
                if runner.stop.isRaised || state.isStopped {
                    permits.release()
                    break
                }
                // A place is free once the answer is with the writer; commits that lag behind are bounded here.
                if open < limit * 2 + 16 {
                    open += 1
                } else if let ended = await group.next() {
                    failure = failure ?? ended
                }
                slot.isWarmUp = !isWarm
                group.addTask { [slot] in await perform(slot, permits) }
                if !isWarm, let ended = await group.next() {
                    failure = failure ?? ended
                    open -= 1
                }
                isWarm = true
            }
            for await ended in group { failure = failure ?? ended }
            return failure
        }
        if let failure { throw failure }
        guard !runner.stop.isRaised, let reason = state.unfinishedReason else { return }
        // A few trials left, too few to give the lane up: a person should still learn why.
        runner.observer.receive(.laneStopped(lane: lane.index, reason: reason))
        try await runner.ledger.commit([.laneStopped(run: lane.run, reason: reason)])
    }

    /// An endpoint compiles a schema when it first meets it; that call goes alone, and its time does not count.
    private var needsWarmUp: Bool {
        lane.provider.source == .wire && lane.profile.output == .jsonSchema
    }

    /// Runs one trial; an error is the ledger's, and then nothing more may be sent.
    private func perform(_ slot: PlannedTrial, _ permits: Permits) async -> (any Error)? {
        do {
            try await TrialRunner(lane: self, slot: slot, permits: permits).run()
            return nil
        } catch {
            runner.stop.raise()
            return error
        }
    }

    /// What is left to do, in the plan's order: the first repeat of all cases, then the second ...
    private func slots() -> some Sequence<PlannedTrial> {
        (0..<plan.repeats).lazy.flatMap { repeatIndex in
            plan.order.lazy.map { PlannedTrial(position: $0, repeatIndex: repeatIndex) }
        }.filter { trial in
            let identity = plan.cases.identity(of: trial.position)
            let slot = TrialSlot(position: identity, repeatIndex: trial.repeatIndex)
            return !lane.finished.contains(slot)
        }
    }
}

/// One trial of the plan, by its case's position among the selected ones.
struct PlannedTrial: Hashable, Sendable {
    var position: Int
    var repeatIndex: Int
    var isWarmUp = false
}
