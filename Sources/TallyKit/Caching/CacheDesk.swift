internal import TallyAnalysis
package import TallyCore
internal import TallyScoring
package import TallyStore

/// Studies what caches did, or would do, for a stored run.
package struct CacheDesk: Sendable {
    private let store: Store

    package init(store: Store) { self.store = store }

    /// The reports of a run, or of each run of an experiment; throws a `HarnessError` where there is none.
    package func reports(_ selector: String) throws -> [CacheReport] {
        try RunSelector(store: store).runs([selector]).map { chosen in
            try report(chosen.run, in: chosen.experiment)
        }
    }

    private func report(_ run: RunRecord, in experiment: ExperimentRecord) throws -> CacheReport {
        var study = Study()
        try store.forEachTrial(of: run) { study.add($0) }
        try store.forEachItem(of: run) { study.add($0) }
        var report = CacheReport(
            run: ComparedRun(
                run,
                in: experiment,
                isPartial: run.state != RunSummary.State.complete.rawValue
            ),
            arrivals: 0,
            distinct: 0,
            span: nil,
            perDocument: study.perDocument,
            reused: study.reused
        )
        guard
            let task = experiment.task(of: run).flatMap(ExtractionTask.init(configuration:))
        else { return report }
        let scorer = Scorer(fields: task.fields, required: task.required, dateOrder: task.dateOrder)
        CacheStudy(study.arrivals).fill(&report, scorer: scorer)
        if let variant = experiment.variant(of: run), variant.profile.image == nil,
            variant.profile.provider != .rules
        {
            report.prompt = try prompt(study, variant, task, experiment, on: run.started.day)
        }
        return report
    }

    private func prompt(
        _ study: Study,
        _ variant: Variant,
        _ task: ExtractionTask,
        _ experiment: ExperimentRecord,
        on day: String
    ) throws -> CacheReport.PromptShare? {
        let asked = variant.task(of: task)
        var common = PromptCommon()
        for arrival in study.arrivals { common.add(asked.prompt(for: arrival.item.text ?? "")) }
        guard var share = common.share(ofTokens: study.promptTokens) else { return nil }
        let prices = experiment.configuration["prices"].flatMap(PriceTable.init(configuration:))
        guard let price = variant.profile.priceKey.flatMap({ prices?.price($0, on: day) }) else {
            return share
        }
        func saved(_ cached: Double) -> Double? {
            let (all, part) = (Int(share.prompt), Int(cached))
            guard let full = price.cost(of: Usage(input: all)),
                let less = price.cost(of: Usage(input: max(0, all - part), cachedInput: part))
            else { return nil }
            return (full - less).dollars
        }
        (share.saved, share.savedReordered) = (
            saved(share.cacheable), saved(share.cacheableReordered)
        )
        return share
    }
}

extension CacheDesk {
    /// What is gathered of a run: of first repeats alone, as later ones ask for the same on purpose.
    private struct Study {
        private var records: [String: TrialRecord] = [:]
        private var seen: Set<String> = []
        private(set) var arrivals: [CacheArrival] = []
        private(set) var reused = TrialRecord.Reuse()
        private(set) var promptTokens = 0

        mutating func add(_ record: TrialRecord) {
            reused = reused + record.reused
            guard record.repeatIndex == 0 else { return }
            promptTokens += record.usage.prompt + record.reused.usage.prompt
            records[record.caseID] = record
        }

        mutating func add(_ item: Case) {
            guard let record = records[item.id], seen.insert(item.id).inserted else { return }
            arrivals.append(
                CacheArrival(
                    item: item,
                    time: item.arrival,
                    place: record.place ?? arrivals.count,
                    dollars: record.cost?.dollars,
                    seconds: record.service ?? record.reused.service
                )
            )
        }

        var perDocument: CacheReport.PerDocument {
            var each = CacheReport.PerDocument()
            each.asked = mean { $0.cost }
            each.uncached = mean { record in
                record.cost.flatMap { cost in record.saved.map { cost + $0 } }
            }
            each.cached = mean { $0.cachedCost }
            each.paid = mean { $0.paid }
            return each
        }

        private func mean(_ amount: (TrialRecord) -> Money?) -> Double? {
            guard !records.isEmpty else { return nil }
            var sum = Money.zero
            for record in records.values {
                guard let own = amount(record) else { return nil }
                sum += own
            }
            return sum.dollars / Double(records.count)
        }
    }
}
