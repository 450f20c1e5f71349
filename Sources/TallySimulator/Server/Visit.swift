internal import TallyCore

/// One request at its model: how fast it goes, and what it meets there.
struct Visit {
    let model: SimulatedModel
    let arrival: Arrival
    let pacer: Pacer
    let pace: Pace

    init(_ arrival: Arrival, at model: SimulatedModel, pacer: Pacer) {
        self.model = model
        self.arrival = arrival
        self.pacer = pacer
        var draws = arrival.draws("timing")
        pace = Pace(model.simulation, using: &draws)
    }

    /// Takes the request's share of the model's limits, if it has any, and says what is left; throws when there is none.
    func admit(_ request: ChatRequest) async throws -> RateStanding? {
        // Where nothing waits, no time passes in which a limit could fill up again.
        guard let now = pacer.now else { return nil }
        let tokens = TokenEstimate.prompt(request.messages) + (request.maxTokens ?? 0)
        switch model.admit(tokens: tokens, at: now) {
        case .granted(let standing): return standing
        case .refused(let cause, let wait, let standing):
            throw try await throttled(cause, wait: wait, standing)
        }
    }

    /// Throws the refusal that was drawn for the request, or returns what happens to its answer, if anything.
    func refuse(failsInStream: Bool) async throws -> Mishap? {
        switch model.simulation.fault(for: arrival) {
        case nil: return nil
        case .stall(let stall): return .stall(stall)
        case .serverError(let isOverloaded, inStream: true) where failsInStream:
            return .failure(isOverloaded: isOverloaded)
        case .rateLimited(let wait): throw try await throttled(.requests, wait: wait, nil)
        case .serverError(let isOverloaded, _):
            model.count { $0.serverErrors += 1 }
            try await pacer.wait(pace.firstToken)
            throw Refusal.serverError(isOverloaded: isOverloaded)
        }
    }

    private func throttled(
        _ cause: Throttle.Cause,
        wait: Duration,
        _ standing: RateStanding?
    ) async throws -> Refusal {
        model.count { $0.rateLimited += 1 }
        try await pacer.wait(pace.refusal)
        let wait = pacer.scaled(wait)
        return .throttled(
            Throttle(model: model.name, cause: cause, wait: wait, standing: standing)
        )
    }
}
