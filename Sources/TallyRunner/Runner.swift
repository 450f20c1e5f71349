package import TallyCore

/// Works off a plan: a lane per variant, all on the same case order, each with its own limit.
package struct Runner: Sendable {
    let plan: RunPlan
    let ledger: any Ledger
    let clock: RunClock
    let observer: any RunObserver
    let stop: StopSignal
    let spending: Spending
    /// Time since the runner was made, on the monotonic clock.
    let elapsed: @Sendable () -> Duration

    package init(
        plan: RunPlan,
        ledger: any Ledger,
        clock: RunClock = RunClock(),
        observer: any RunObserver,
        stop: StopSignal
    ) {
        self.plan = plan
        self.ledger = ledger
        self.clock = clock
        self.observer = observer
        self.stop = stop
        let elapsed = clock.stopwatch()
        self.elapsed = elapsed
        spending = Spending(plan.budget, spent: plan.spent, elapsed: elapsed)
    }

    /// Runs every lane to its end, its stop or the stop signal; returns how long each lane worked, in their order.
    ///
    /// Lanes run side by side, and those that are to be alone one by one after them. Throws only when the ledger cannot
    /// be written: then nothing more is sent, and what was in flight has ended.
    package func run() async throws -> [Duration] {
        let limiters = limiters
        var durations = [Duration](repeating: .zero, count: plan.lanes.count)
        for indices in stages {
            let lockstep = plan.schedule == .lockstep ? Lockstep(lanes: indices) : nil
            try await withThrowingTaskGroup(of: (Int, Duration).self) { group in
                for index in indices {
                    group.addTask {
                        let lane = plan.lanes[index]
                        let start = ContinuousClock.now
                        try await LaneRunner(
                            lane: lane,
                            runner: self,
                            limiters: limiters,
                            lockstep: lockstep
                        ).run()
                        return (index, ContinuousClock.now - start)
                    }
                }
                var failure: (any Error)?
                while let result = await group.nextResult() {
                    switch result {
                    case .success(let (index, duration)): durations[index] = duration
                    case .failure(let error): failure = failure ?? error
                    }
                }
                if let failure { throw failure }
            }
        }
        return durations
    }

    /// The lanes by their places in the plan: first those that run together, then each of the others.
    private var stages: [[Int]] {
        let isAlone = plan.lanes.map { lane in
            lane.profiles.contains { $0.isolation == .sequential }
        }
        let together = plan.lanes.indices.filter { !isAlone[$0] }
        let alone = plan.lanes.indices.filter { isAlone[$0] }
        return ([together] + alone.map { [$0] }).filter { !$0.isEmpty }
    }

    /// One for each deployment with limits; of profiles that state different ones the stricter hold.
    private var limiters: [String: DeploymentLimiter] {
        var limits: [String: RateLimits] = [:]
        for profile in plan.lanes.flatMap(\.profiles) where !profile.limits.isEmpty {
            let known = limits[profile.deployment] ?? RateLimits()
            limits[profile.deployment] = profile.limits.tightened(by: known)
        }
        return limits.mapValues { DeploymentLimiter($0, elapsed: elapsed) }
    }
}
