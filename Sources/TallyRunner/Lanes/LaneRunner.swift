internal import TallyCore

/// Sends one lane's trials, as many at a time as its limit allows.
final class LaneRunner: Sendable {
    let lane: RunPlan.Lane
    let runner: Runner
    /// Asked for every case; its limit is the lane's.
    let answer: LaneEndpoint
    let voter: LaneEndpoint?
    /// Asked in doubt.
    let strong: LaneEndpoint?
    let endpoints: [LaneEndpoint]
    /// Holds the lane to the others; `nil` where each goes at its own pace.
    private let lockstep: Lockstep?
    /// Of this lane alone.
    let spending: Spending

    private var plan: RunPlan { runner.plan }
    private var permits: Permits { answer.limit.permits }

    init(
        lane: RunPlan.Lane,
        runner: Runner,
        limiters: [String: DeploymentLimiter],
        lockstep: Lockstep? = nil
    ) {
        func endpoint(
            _ target: Escalation.Target,
            _ role: CallRole,
            hasAnswered: Bool = false
        ) -> LaneEndpoint {
            LaneEndpoint(
                target,
                role: role,
                runner: runner,
                limiters: limiters,
                hasAnswered: hasAnswered
            )
        }
        self.lane = lane
        self.runner = runner
        self.lockstep = lockstep
        spending = Spending(
            runner.plan.runBudget,
            of: "run",
            spent: lane.spent,
            // A lane that comes after others begins when they have ended.
            elapsed: runner.clock.stopwatch()
        )
        answer = endpoint(
            Escalation.Target(profile: lane.profile, provider: lane.provider),
            .answer,
            hasAnswered: !lane.finished.isEmpty
        )
        voter = lane.escalation?.voter.map { endpoint($0, .vote) }
        strong = (lane.escalation?.strong).map { endpoint($0, .escalation) }
        endpoints = [answer, voter, strong].compactMap { $0 }
    }

    /// Nothing new may be sent.
    var isOver: Bool { runner.stop.isRaised || endpoints.contains { $0.state.isStopped } }

    /// An endpoint seems to be down.
    var isCircuitOpen: Bool { endpoints.contains { $0.state.isCircuitOpen } }

    /// Runs what is left to do, and once more what an outage left of it.
    func run() async throws {
        do {
            defer { lockstep?.leave(lane.index) }
            try await send(slots())
        }
        let parked = isOver ? [] : endpoints.flatMap { $0.state.takeParked() }
        if !parked.isEmpty { try await send(parked, isSecondTime: true) }
        guard !runner.stop.isRaised,
            let reason = endpoints.lazy.compactMap(\.state.unfinishedReason).first
        else { return }
        // A few trials left, too few to give the lane up: a person should still learn why.
        try await tell(reason)
    }

    /// Trials that are sent a second time were due long ago, and hold no other lane up.
    private func send(
        _ slots: some Sequence<PlannedTrial>,
        isSecondTime: Bool = false
    ) async throws {
        let failure = await withTaskGroup(of: (any Error)?.self) { group in
            var failure: (any Error)?
            var open = 0
            var begun = ContinuousClock.now
            var times = ArrivalTimes(
                plan.arrivals,
                recorded: plan.recordedTimes,
                seed: plan.seed
            )
            func drain(to count: Int) async {
                while open > count, let ended = await group.next() {
                    failure = failure ?? ended
                    open -= 1
                }
            }
            for var slot in slots {
                if !isSecondTime {
                    slot.due = times.next(position: slot.position, repeatIndex: slot.repeatIndex)
                        .map { begun + $0 }
                    await wait(for: slot)
                }
                await permits.acquire()
                if !isSecondTime { await lockstep?.arrive(lane.index, at: slot.step) }
                let isProbe = !isOver && isCircuitOpen
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
                slot.isFirst = answer.needsWarmUp && answer.state.isFirst()
                slot.isWarmUp = !isSecondTime && answer.state.warmsUp(plan.warmUp)
                group.addTask { [self, slot] in await perform(slot) }
                open += 1
                if slot.isFirst || isProbe { await drain(to: 0) }
                // What the endpoint took to compile its schema is no wait of the documents that come after.
                if slot.isFirst { begun = .now - (slot.due.map { $0 - begun } ?? .zero) }
                if isProbe, isCircuitOpen {
                    failure = await giveUpAfterProbe() ?? failure
                }
            }
            await drain(to: 0)
            return failure
        }
        if let failure { throw failure }
    }

    /// Waits until a trial is meant to start, or the lane is over.
    private func wait(for slot: PlannedTrial) async {
        guard let due = slot.due else { return }
        while !isOver {
            let rest = due - .now
            guard rest > .zero, (try? await Task.sleep(for: min(rest, .milliseconds(100)))) != nil
            else { return }
        }
    }

    private var mostOpen: Int { lane.profile.concurrency.most * 2 + 16 }

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
    ///
    /// Recorded arrivals keep theirs.
    private func slots() -> some Sequence<PlannedTrial> {
        let (plan, finished) = (plan, lane.finished)
        let order = plan.sendingOrder
        return (0..<plan.repeats).lazy.flatMap { repeatIndex in
            order.lazy.enumerated().map { rank, place in
                PlannedTrial(
                    position: plan.order[place],
                    repeatIndex: repeatIndex,
                    place: place,
                    step: repeatIndex * order.count + rank
                )
            }
        }.filter { trial in
            let identity = plan.cases.identity(of: trial.position)
            let slot = TrialSlot(position: identity, repeatIndex: trial.repeatIndex)
            return !finished.contains(slot)
        }
    }
}

/// One trial of the plan, by its case's position among the selected ones.
struct PlannedTrial: Hashable, Sendable {
    var position: Int
    var repeatIndex: Int
    /// In the seeded order.
    var place: Int
    /// Its number among all trials of the lane.
    var step: Int
    /// The first that meets its schema: it goes alone, and its time counts for nothing.
    var isFirst = false
    /// Among those whose times count for nothing.
    var isWarmUp = false
    /// When it is meant to start; `nil` for as soon as there is a place.
    var due: ContinuousClock.Instant?
}
