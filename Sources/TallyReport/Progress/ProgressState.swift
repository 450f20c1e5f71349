package import TallyCore

/// Where a run stands, counted from its events.
package struct ProgressState: Sendable {
    package struct Lane: Sendable {
        package var name: String
        package var planned: Int
        /// Results so far, those of earlier sessions included.
        package var done: Int
        /// The part of `done` that this session did not do.
        package var alreadyDone: Int
        package var limit: Int
        package var isSimulated: Bool
        package var isRecorded: Bool
        package var inFlight = 0
        package var rateLimited = 0
        /// Trials that ended without an answer.
        package var failed = 0
        /// Spent in this session; a lower bound when `isUnpriced`.
        package var cost = Money.zero
        /// Dollars it will have cost at its end; `nil` where too little is known, or nothing is paid for.
        package var forecast: Estimate?
        package var isUnpriced = false
        package var promptTokens = 0
        package var cachedTokens = 0
        package var stopReason: String?

        init(_ lane: RunEvent.Lane) {
            name = TerminalText.sanitize(lane.name)
            planned = lane.planned + lane.alreadyDone
            done = lane.alreadyDone
            alreadyDone = lane.alreadyDone
            limit = lane.limit
            isSimulated = lane.isSimulated
            isRecorded = lane.isRecorded
        }

        package var isComplete: Bool { done >= planned }

        /// Done over planned; 1 for an empty lane.
        package var share: Double { planned == 0 ? 1 : Double(done) / Double(planned) }

        /// Time to the end at the mean rate of this session; `nil` before the first result.
        package func remaining(after elapsed: Duration) -> Duration? {
            let fresh = done - alreadyDone
            guard stopReason == nil, fresh > 0 else { return nil }
            return elapsed * (Double(max(0, planned - done)) / Double(fresh))
        }
    }

    package private(set) var experiment = ""
    package private(set) var benchmark = ""
    package private(set) var dataset = DatasetIdentity(name: "", version: "", digest: "", cases: 0)
    package private(set) var lanes: [Lane] = []
    package private(set) var isDraining = false
    package private(set) var isFinished = false

    package init() {}

    package var isStarted: Bool { !lanes.isEmpty }

    package mutating func apply(_ event: RunEvent) {
        switch event {
        case .started(let start):
            experiment = start.experiment
            benchmark = start.benchmark
            dataset = start.dataset
            lanes = start.lanes.map(Lane.init)
        case .attemptStarted(let lane, _): update(lane) { $0.inFlight += 1 }
        case .attemptFinished(let lane, let report): update(lane) { $0.add(report) }
        case .trialFinished(let lane, let report):
            update(lane) {
                $0.done += 1
                if !report.outcome.isScored { $0.failed += 1 }
            }
        case .costForecast(let lane, let cost): update(lane) { $0.forecast = cost }
        case .limitChanged(let lane, let limit): update(lane) { $0.limit = limit }
        case .laneStopped(let lane, let reason):
            update(lane) { $0.stopReason = TerminalText.sanitize(reason) }
        case .remark, .trialTraced: break
        case .draining: isDraining = true
        case .finished: isFinished = true
        }
    }

    /// A lane that nobody announced is ignored: progress never ends a run.
    private mutating func update(_ lane: Int, _ change: (inout Lane) -> Void) {
        if lanes.indices.contains(lane) { change(&lanes[lane]) }
    }
}

extension ProgressState.Lane {
    fileprivate mutating func add(_ report: RunEvent.AttemptReport) {
        inFlight = max(0, inFlight - 1)
        if report.error == .rateLimited { rateLimited += 1 }
        if let cost = report.cost { self.cost += cost } else { isUnpriced = true }
        guard let usage = report.usage else { return }
        promptTokens += usage.prompt
        cachedTokens += usage.cachedInput
    }
}
