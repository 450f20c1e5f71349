package import TallyCore

/// Works off a plan: a lane per variant, all on the same case order, each with its own limit.
package struct Runner: Sendable {
    let plan: RunPlan
    let ledger: any Ledger
    let clock: RunClock
    let observer: any RunObserver
    let stop: StopSignal

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
    }

    /// Runs every lane to its end, its stop or the stop signal; returns how long each lane worked, in their order.
    ///
    /// Throws only when the ledger cannot be written: then nothing more is sent, and what was in flight has ended.
    package func run() async throws -> [Duration] {
        let start = ContinuousClock.now
        return try await withThrowingTaskGroup(of: (Int, Duration).self) { group in
            for (index, lane) in plan.lanes.enumerated() {
                group.addTask {
                    try await LaneRunner(lane: lane, runner: self).run()
                    return (index, ContinuousClock.now - start)
                }
            }
            var durations = [Duration](repeating: .zero, count: plan.lanes.count)
            var failure: (any Error)?
            while let result = await group.nextResult() {
                switch result {
                case .success(let (index, duration)): durations[index] = duration
                case .failure(let error): failure = failure ?? error
                }
            }
            if let failure { throw failure }
            return durations
        }
    }
}
