internal import TallyCore

/// Runs one trial: its calls until there is a result, then stores it.
struct TrialRunner: Sendable {
    let lane: LaneRunner
    let slot: PlannedTrial
    let id: Int64
    let step: Int64

    var plan: RunPlan { lane.runner.plan }
    var runner: Runner { lane.runner }
    private var ledger: any Ledger { lane.runner.ledger }
    private var permits: Permits { lane.answer.limit.permits }

    init(lane: LaneRunner, slot: PlannedTrial) {
        self.lane = lane
        self.slot = slot
        id = lane.runner.ledger.nextID()
        step = lane.runner.ledger.nextID()
    }

    /// The place in flight is freed when the answer is handed to the writer, and not before: whoever takes the place
    /// is written after it, so no crash leaves more attempts unknown than were in flight.
    func run() async throws {
        guard let end = try await ended() else { return }
        try await ledger.commit(end.entries) { permits.release() }
        let index = lane.lane.index
        if let report = end.report { runner.observer.receive(.trialFinished(lane: index, report)) }
        runner.observer.receive(.trialTraced(lane: index, end.trace))
    }

    /// Runs the trial up to its last rows; frees the place itself when there are none to write.
    private func ended() async throws -> TrialEnd? {
        do {
            // An image that is made ready is no part of any time.
            if let input = try await load(), let end = try await calls(on: input) { return end }
        } catch {
            permits.release()
            throw error
        }
        permits.release()
        return nil
    }

    /// A case with what each endpoint is shown of it.
    struct Input {
        var item: Case
        var prompts: [CallRole: Prompt]
        /// `nil` when none is shown.
        var image: PromptImage?

        func prompt(of endpoint: LaneEndpoint) -> Prompt {
            prompts[endpoint.role] ?? Prompt(system: nil, user: "")
        }
    }

    /// Reads the case; when it cannot be read (a file changed) the lane ends, resumable, and there is no case.
    private func load() async throws -> Input? {
        do {
            var input = Input(item: try plan.cases.load(slot.position), prompts: [:])
            for endpoint in lane.endpoints {
                let prompt = try await lane.lane.task.prompt(
                    for: input.item,
                    shownTo: endpoint.profile,
                    images: plan.images
                )
                input.prompts[endpoint.role] = prompt
                input.image = input.image ?? prompt.image
            }
            return input
        } catch {
            let reason = "\(error)"
            guard lane.answer.state.stop(reason) else { return nil }
            runner.observer.receive(.laneStopped(lane: lane.lane.index, reason: reason))
            try await ledger.commit([.laneStopped(run: lane.lane.run, reason: reason)])
            return nil
        }
    }
}
