package import TallyCore
internal import TallyStatistics

/// Sums a run up from its trials, one at a time and in any order.
///
/// It holds about 150 bytes a case and no trial. Quality rests on answered trials and model failures;
/// what the infrastructure failed is counted apart. Repeats are averaged within their case, except that
/// cost a document and every latency rest on first repeats: later ones meet a warm prompt cache.
package struct RunSummarizer: Sendable {
    private let plan: RunFacts
    private var cases: [CaseTally] = []
    private var caseIndex: [Int: Int] = [:]
    private var groups: [String: Int32] = [:]
    private var counts: TrialCounts
    private var latency = LatencySample()
    private var response = ResponseSample()

    package init(plan: RunFacts) {
        self.plan = plan
        counts = TrialCounts(fields: plan.fields)
        // Growing by doubling would for a moment take three times the memory.
        cases.reserveCapacity(plan.cases)
        caseIndex.reserveCapacity(plan.cases)
    }

    package mutating func add(_ record: TrialRecord) {
        let index = index(of: record)
        cases[index].add(record, flag: plan.economics?.flag)
        counts.add(record)
        latency.add(record)
        response.add(record)
    }

    package func summary() -> RunSummary {
        var summary = RunSummary(
            id: plan.id,
            name: plan.name,
            profiles: plan.profiles,
            isSimulated: plan.isSimulated,
            isImported: plan.isImported,
            state: .complete,
            cases: plan.cases
        )
        summary.isRecorded = plan.isRecorded
        counts.fill(&summary, planned: plan.cases * plan.repeats)
        summary.state = summary.trials.pending == 0 ? .complete : .partial
        fillQuality(&summary)
        fillCost(&summary)
        fillExpectedCost(&summary)
        summary.latency = latency.summary
        summary.response = response.summary(plan.arrivals)
        if plan.repeats > 1 { summary.variance = variance }
        if plan.isCascade {
            summary.escalated = sample(\.escalatedShare).rate(repeats: plan.repeats)
        }
        summary.wall = plan.wall
        summary.stopReason = plan.stopReason
        return summary
    }

    private mutating func index(of record: TrialRecord) -> Int {
        if let index = caseIndex[record.position] { return index }
        let group = record.group.map { name in
            if let number = groups[name] { return number }
            let number = Int32(groups.count)
            groups[name] = number
            return number
        }
        caseIndex[record.position] = cases.count
        cases.append(CaseTally(weight: record.weight, group: group))
        return cases.count - 1
    }

    private func fillQuality(_ summary: inout RunSummary) {
        summary.documentExact = sample(\.exactShare).rate(repeats: plan.repeats)
        summary.documentExactRaw = sample(\.exactRawShare).rate(repeats: plan.repeats)
        summary.fieldAccuracy = sample(\.accuracy).score
        var items = LineItemMeans()
        for tally in cases { items.add(tally.lineItems, weight: tally.weight) }
        summary.lineItems = items.means
    }

    /// Costs stay unknown as a whole while one attempt is unpriced.
    private func fillCost(_ summary: inout RunSummary) {
        guard summary.cost.total != nil, summary.cache.reused.cost != nil else { return }
        summary.cost.perDocument = sample(\.firstCost?.dollars).amount
        summary.cost.perCorrect = CaseSample.ratio(
            cases,
            of: \.firstCost?.dollars,
            per: \.yield
        )
    }

    /// What mistakes and reviews come to, and with the bill of the same cases; see `ExpectedCost`.
    private func fillExpectedCost(_ summary: inout RunSummary) {
        guard let economics = plan.economics, economics.isCosted else { return }
        summary.cost.aftermath = sample { $0.aftermath(economics) }.amount
        guard summary.cost.total != nil, summary.cache.reused.cost != nil else { return }
        summary.cost.expected =
            sample { tally in
                tally.firstCost.flatMap { cost in
                    tally.aftermath(economics).map { cost.dollars + $0 }
                }
            }.amount
    }

    /// Of exact documents, by the repeats of each case that say so.
    private var variance: RunSummary.Variance? {
        Repeats(cases.map(\.exactRepeats)).map {
            RunSummary.Variance(n: $0.n, between: $0.between, within: $0.within)
        }
    }

    private func sample(_ value: (CaseTally) -> Double?) -> CaseSample {
        CaseSample(cases, value: value)
    }
}
