internal import TallyCore

/// The rows of a trial and what is told about its attempts.
extension TrialRunner {
    func opening(_ input: Input) -> TrialOpening {
        TrialOpening(
            id: id,
            ulid: newULID(),
            run: lane.lane.run,
            dataset: plan.dataset,
            position: plan.cases.identity(of: slot.position),
            item: input.item,
            imageDigest: input.prompt.image?.source,
            repeatIndex: slot.repeatIndex,
            place: slot.place,
            started: runner.clock.wall()
        )
    }

    func step(for input: Input) -> TrialStep {
        TrialStep(
            id: step,
            tool: "extract",
            inputDigest: input.prompt.inputDigest,
            call: call,
            profile: lane.lane.profile.name,
            source: lane.lane.provider.source,
            isWarmUp: slot.isWarmUp
        )
    }

    func newULID() -> ULID {
        var generator = SystemRandomNumberGenerator()
        let now = UInt64(max(0, runner.clock.wall().milliseconds))
        return ULID(milliseconds: now, using: &generator)
    }

    func priceKey(of exchange: Exchange) -> String? {
        Tariff.key(
            base: lane.lane.profile.priceKey,
            facts: exchange.facts,
            in: lane.lane.prices
        )
    }

    func report(_ exchange: Exchange, opened: Moment) -> RunEvent.AttemptReport {
        var error: ErrorType?
        if case .failure(let failure) = exchange.result { error = failure.type }
        let price = priceKey(of: exchange).flatMap { lane.lane.prices.price($0, on: opened.day) }
        let cost: Money? =
            exchange.billing == .billed ? exchange.usage.flatMap { price?.cost(of: $0) } : .zero
        return RunEvent.AttemptReport(
            error: error,
            usage: exchange.usage,
            cost: cost,
            service: exchange.timings.service
        )
    }
}
