internal import TallyCore

/// Sends one lane's trials, as many at a time as its limit allows.
struct LaneRunner: Sendable {
    let lane: RunPlan.Lane
    let runner: Runner
    /// Asked for every case; its limit is the lane's.
    let answer: LaneEndpoint
    let voter: LaneEndpoint?
    /// Asked in doubt.
    let strong: LaneEndpoint?

    private var plan: RunPlan { runner.plan }
    private var permits: Permits { answer.limit.permits }

    init(lane: RunPlan.Lane, runner: Runner, limiters: [String: DeploymentLimiter]) {
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
        answer = endpoint(
            Escalation.Target(profile: lane.profile, provider: lane.provider),
            .answer,
            hasAnswered: !lane.finished.isEmpty
        )
        voter = lane.escalation?.voter.map { endpoint($0, .vote) }
        strong = (lane.escalation?.strong).map { endpoint($0, .escalation) }
    }

    var endpoints: [LaneEndpoint] { [answer, voter, strong].compactMap { $0 } }

    /// Nothing new may be sent.
    var isOver: Bool { runner.stop.isRaised || endpoints.contains { $0.state.isStopped } }

    /// An endpoint seems to be down.
    var isCircuitOpen: Bool { endpoints.contains { $0.state.isCircuitOpen } }

    /// Runs what is left to do, and once more what an outage left of it.
    func run() async throws {
        try await send(slots())
        let parked = isOver ? [] : endpoints.flatMap { $0.state.takeParked() }
        if !parked.isEmpty { try await send(parked) }
        guard !runner.stop.isRaised,
            let reason = endpoints.lazy.compactMap(\.state.unfinishedReason).first
        else { return }
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
                slot.isWarmUp = answer.needsWarmUp && answer.state.isFirst()
                group.addTask { [slot] in await perform(slot) }
                open += 1
                if slot.isWarmUp || isProbe { await drain(to: 0) }
                if isProbe, isCircuitOpen {
                    failure = await giveUpAfterProbe() ?? failure
                }
            }
            await drain(to: 0)
            return failure
        }
        if let failure { throw failure }
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
}

/// One trial of the plan, by its case's position among the selected ones.
struct PlannedTrial: Hashable, Sendable {
    var position: Int
    var repeatIndex: Int
    /// In the seeded order.
    var place: Int
    var isWarmUp = false
}
