internal import TallyCore

/// What observers and the ledger are told of an attempt's price.
extension CallRunner {
    func priceKey(of exchange: Exchange) -> String? {
        Tariff.key(
            base: endpoint.profile.priceKey,
            facts: exchange.facts,
            in: lane.lane.prices
        )
    }

    func report(
        _ exchange: Exchange,
        _ opening: AttemptOpening
    ) -> RunEvent.AttemptReport {
        var error: ErrorType?
        if case .failure(let failure) = exchange.result { error = failure.type }
        let price = priceKey(of: exchange).flatMap {
            lane.lane.prices.price($0, on: opening.opened.day)
        }
        let cost: Money? =
            exchange.billing == .billed ? exchange.usage.flatMap { price?.cost(of: $0) } : .zero
        var report = RunEvent.AttemptReport(
            error: error,
            usage: exchange.usage,
            cost: cost,
            service: exchange.timings.isMeasured ? exchange.timings.service : nil,
            firstToken: exchange.timings.timeToFirstToken,
            profile: endpoint.profile.name,
            number: opening.number,
            isHourly: endpoint.profile.priceKey.flatMap {
                lane.lane.prices.hourPrice($0, on: opening.opened.day)
            } != nil,
            returnedModel: exchange.facts.model
        )
        report.step = slot.step
        return report
    }
}
