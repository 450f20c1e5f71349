internal import TallyCore
internal import TallyScoring

/// What a trial asks, and in what order: its answer first, then whatever the doubt about it needs.
extension TrialRunner {
    /// What one call came to.
    struct CallEnd {
        var call: TrialCall
        var result: TrialResult
        /// It has no result that counts, and is to be asked again.
        var isParked: Bool
    }

    /// A trial between its calls.
    struct Progress {
        let input: Input
        let opening: TrialOpening
        /// When the trial was meant to start.
        let start: ContinuousClock.Instant
        /// What is not committed yet.
        var entries: [LedgerEntry]
        var others: [EndedCall] = []
        /// Time in attempts of all calls.
        var working = Duration.zero
        var traced: [TrialTrace.Call] = []

        init(_ input: Input, _ opening: TrialOpening, due: ContinuousClock.Instant?) {
            start = due ?? .now
            self.input = input
            self.opening = opening
            entries = [.trialOpened(opening)]
        }
    }

    /// A trial at its end, before it is stored.
    struct TrialEnd {
        var entries: [LedgerEntry]
        /// `nil` for one that is parked.
        var report: RunEvent.TrialReport?
        var trace: TrialTrace
    }

    /// Runs the trial; `nil` when the lane was over before its first request could leave.
    func calls(on input: Input) async throws -> TrialEnd? {
        var progress = Progress(input, opening(input), due: slot.due)
        guard var answer = try await ask(lane.answer, &progress) else { return nil }
        guard !answer.isParked, let escalation = lane.lane.escalation, let strong = lane.strong
        else { return end(with: answer, progress) }
        let doubt: String?
        switch answer.result.outcome {
        case .answered:
            var signals = plan.scorer.signals(
                of: answer.result.output ?? JSONObject(),
                isSchemaValid: answer.result.isSchemaValid,
                reconciles: answer.result.score?.reconciles,
                meanLogprob: answer.result.meanLogprob
            )
            if let voter = lane.voter {
                guard let vote = try await ask(voter, &progress), !vote.isParked else {
                    return end(with: answer, progress, isParked: true)
                }
                progress.others.append(EndedCall(call: vote.call, result: vote.result))
                signals.agreement = agreement(of: answer, with: vote, on: input.item)
            }
            answer.call.signal = escalation.rule.value(of: signals)
            doubt = escalation.rule.doubt(about: signals)
        case .modelFailure(let error): doubt = error.rawValue
        case .infrastructureFailure(let error):
            doubt = escalation.escalatesErrors ? error.rawValue : nil
        }
        guard let doubt else { return end(with: answer, progress) }
        // Nothing new is sent once the lane is over; what was paid for so far is written all the same.
        guard !lane.isOver, var second = try await ask(strong, &progress) else {
            return end(with: answer, progress, isParked: true)
        }
        second.call.reason = doubt
        progress.others.insert(EndedCall(call: answer.call, result: answer.result), at: 0)
        return end(with: second, progress)
    }

    private func agreement(of answer: CallEnd, with vote: CallEnd, on item: Case) -> Double? {
        guard let first = answer.result.output, let second = vote.result.output else { return nil }
        return plan.scorer.agreement(of: first, with: second, locale: item.locale)
    }

    /// Asks one endpoint and judges what came back; `nil` when the lane was over before a request could leave.
    private func ask(_ endpoint: LaneEndpoint, _ progress: inout Progress) async throws -> CallEnd?
    {
        // The lane's own place was taken before the trial began.
        let permits = endpoint.role == .answer ? nil : endpoint.limit.permits
        await permits?.acquire()
        defer { permits?.release() }
        if endpoint.role != .answer, lane.isOver { return nil }
        let isFirst =
            endpoint.role == .answer
            ? slot.isFirst : endpoint.needsWarmUp && endpoint.state.isFirst()
        let isWarmUp = endpoint.role == .answer && slot.isWarmUp
        let start = ContinuousClock.now - progress.start
        let runner = CallRunner(
            lane: lane,
            endpoint: endpoint,
            slot: slot,
            trial: id,
            began: progress.start
        )
        let item = progress.input.item
        let prompt = progress.input.prompt(of: endpoint)
        guard let last = try await runner.run(prompt, of: item, after: progress.entries) else {
            return nil
        }
        progress.entries = last.uncommitted
        progress.working += last.working
        let (isParked, stops) = note(last, at: endpoint)
        progress.entries += stops
        var result = Judgement(parser: plan.parser, scorer: plan.scorer, item: item)
            .result(of: last.exchange)
        if last.cachedAttempt != nil {
            // Nobody waited for it.
            (result.service, result.timeToFirstToken) = (nil, nil)
            endpoint.state.askedNobody(isFirst: isFirst, isWarmUp: isWarmUp)
        }
        progress.traced.append(
            TrialTrace.Call(
                profile: endpoint.profile.name,
                role: endpoint.role,
                source: last.cachedAttempt == nil ? endpoint.provider.source : .cache,
                start: start,
                duration: ContinuousClock.now - progress.start - start,
                error: result.outcome.error,
                attempts: last.attempts
            )
        )
        return CallEnd(
            call: TrialCall(
                id: runner.id,
                profile: endpoint.profile.name,
                role: endpoint.role,
                source: last.cachedAttempt == nil ? endpoint.provider.source : .cache,
                isWarmUp: (isFirst || isWarmUp) && last.cachedAttempt == nil,
                cachedAttempt: last.cachedAttempt
            ),
            result: result,
            isParked: isParked
        )
    }

    /// The rows that end the trial with a call's answer, and what is told of it; one that is parked has no report.
    private func end(
        with call: CallEnd,
        _ progress: Progress,
        isParked: Bool = false
    ) -> TrialEnd {
        let isParked = isParked || call.isParked
        var result = call.result
        // How long a batch took says nothing of any of its documents.
        if call.call.source != .batch {
            result.total = ContinuousClock.now - progress.start
            result.queueWait = max(.zero, result.total - progress.working)
        }
        let entry = closing(
            progress.input,
            call: call.call,
            others: progress.others,
            result: isParked ? nil : result
        )
        var report = RunEvent.TrialReport(
            caseID: progress.input.item.id,
            outcome: result.outcome,
            score: result.score,
            queueWait: result.queueWait,
            total: result.total
        )
        report.step = slot.step
        return TrialEnd(
            entries: progress.entries + [entry],
            report: isParked ? nil : report,
            trace: trace(of: progress, result, isParked: isParked)
        )
    }

    private func trace(
        of progress: Progress,
        _ result: TrialResult,
        isParked: Bool
    ) -> TrialTrace {
        var trace = TrialTrace(
            id: progress.opening.ulid,
            caseID: progress.input.item.id,
            repeatIndex: slot.repeatIndex,
            began: progress.opening.started,
            duration: result.total,
            queueWait: result.queueWait,
            outcome: isParked ? nil : result.outcome,
            score: isParked ? nil : result.score,
            calls: progress.traced
        )
        trace.step = slot.step
        return trace
    }
}

/// What the end of a call says of its endpoint.
extension TrialRunner {
    /// Tells the endpoint's state how a call ended; returns whether the trial is to be done again, and what is to be
    /// written when the lane stops for it.
    private func note(
        _ last: CallRunner.LastAttempt,
        at endpoint: LaneEndpoint
    ) -> (isParked: Bool, stops: [LedgerEntry]) {
        // What was given again says nothing of whoever gave it first.
        guard last.cachedAttempt == nil else { return (false, []) }
        guard case .failure(let error) = last.exchange.result else {
            endpoint.state.concluded(answered: true)
            return (false, [])
        }
        let isParked = isWithoutResult(error, last.decision, at: endpoint)
        return (isParked, missed(on: error, isParked: isParked, at: endpoint))
    }

    /// Tells the endpoint's state of a failure; returns what is to be written when that stops the lane.
    ///
    /// A request refused for itself is an answer of the endpoint. After a stop trials are parked for that reason alone.
    private func missed(
        on error: ProviderError,
        isParked: Bool,
        at endpoint: LaneEndpoint
    ) -> [LedgerEntry] {
        guard isParked || error.isOutage else {
            endpoint.state.concluded(answered: false)
            return []
        }
        guard !runner.stop.isRaised,
            let reason = endpoint.state.missed(on: error, by: slot, isParked: isParked)
        else { return [] }
        let named = lane.lane.escalation == nil ? reason : "\(endpoint.profile.name): \(reason)"
        runner.observer.receive(.laneStopped(lane: lane.lane.index, reason: named))
        return [.laneStopped(run: lane.lane.run, reason: named)]
    }

    /// A request that is refused as malformed before any was answered is the profile's fault, not the case's, and what
    /// fails while the endpoint is down is the endpoint's.
    private func isWithoutResult(
        _ error: ProviderError,
        _ decision: RetryPolicy.Decision?,
        at endpoint: LaneEndpoint
    ) -> Bool {
        decision != .giveUp || (error.type == .badRequest && !endpoint.state.hasAnswered)
            || (error.isOutage && endpoint.state.isCircuitOpen) || error.type == .notRecorded
    }
}
