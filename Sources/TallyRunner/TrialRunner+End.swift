internal import TallyCore

extension TrialRunner {
    /// The rows that end the trial, and what is told of it; nothing is told of a trial that is parked.
    func conclude(
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
        var stops: [LedgerEntry] = []
        if case .failure(let error) = last.exchange.result {
            let isParked = isWithoutResult(error, last.decision)
            stops = missed(on: error, isParked: isParked)
            if isParked { return (last.uncommitted + [.trialClosed(closing)] + stops, nil) }
        } else {
            lane.state.concluded(answered: true)
        }
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
        return (last.uncommitted + [.trialClosed(closing)] + stops, report)
    }

    /// Tells the lane of a failure; returns what is to be written when that stops it.
    ///
    /// A request that was refused for itself is an answer of the endpoint. After a stop signal trials are parked for that
    /// reason alone.
    private func missed(on error: ProviderError, isParked: Bool) -> [LedgerEntry] {
        guard isParked || error.isOutage else {
            lane.state.concluded(answered: false)
            return []
        }
        guard !runner.stop.isRaised,
            let reason = lane.state.missed(on: error, by: slot, isParked: isParked)
        else { return [] }
        runner.observer.receive(.laneStopped(lane: lane.lane.index, reason: reason))
        return [.laneStopped(run: lane.lane.run, reason: reason)]
    }

    /// A request that is refused as malformed before any was answered is the profile's fault, not the case's, and what
    /// fails while the endpoint is down is the endpoint's.
    private func isWithoutResult(
        _ error: ProviderError,
        _ decision: RetryPolicy.Decision?
    ) -> Bool {
        decision != .giveUp || (error.type == .badRequest && !lane.state.hasAnswered)
            || (error.isOutage && lane.state.isCircuitOpen)
    }
}
