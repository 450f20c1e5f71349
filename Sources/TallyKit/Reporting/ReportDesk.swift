internal import TallyAnalysis
package import TallyCore
internal import TallyReport
package import TallyStore

/// Gathers what a report shows of stored runs; it reads only.
package struct ReportDesk: Sendable {
    package struct Options: Sendable {
        /// Values of receipts and answers are shown.
        package var showsValues = true
        /// Documents listed at most, those that came out differently first.
        package var mostCases = 20_000
        /// Documents a month; `nil` takes the benchmark's.
        package var volume: Double?
        /// Of resampling.
        package var seed: UInt64 = 1

        package init() {}
    }

    private let store: Store
    private let options: Options

    package init(store: Store, options: Options = Options()) {
        self.store = store
        self.options = options
    }

    /// The runs that selectors name, an experiment standing for all of its own; throws a `HarnessError` where there is none.
    package func report(_ selectors: [String], today: String) throws -> EvaluationReport {
        let chosen = try selected(selectors)
        let groups = Self.grouped(chosen)
        let basis = ComparedPrices(groups.map(\.experiment)).basis
        var report = EvaluationReport(experiments: [])
        for group in groups {
            let runs = try Concurrently.map(group.runs) { run in
                try reported(run, in: group.experiment, pricedBy: basis, today: today)
            }
            var experiment = ReportedExperiment(group.experiment, runs: runs)
            experiment.operations = try Operations(store: store)
                .report(of: group.runs, in: group.experiment)
            report.experiments.append(experiment)
        }
        var compared = Comparisons.Options()
        (compared.seed, compared.volume) = (options.seed, options.volume)
        report.economics = Comparisons.economics(groups.map(\.experiment), compared)
        let contest = ReportContest(store: store, runs: chosen, options: compared)
        let refusal = try contest.compare(&report)
        try contest.choose(&report)
        report.caches = try Concurrently.map(chosen) { chosen in
            try CacheDesk(store: store.another()).reports(chosen.run.ulid)
        }.flatMap(\.self)
        report.differences = SettingDifferences.of(chosen)
        report.cases = try ReportCases(store: store, runs: chosen, options: options).cases()
        report.remarks = ReportRemarks(report: report).all
        if let refusal { report.remarks.insert(Remark(.caution, refusal), at: 0) }
        return report
    }

    /// Each run once, in the order of the selectors.
    private func selected(_ selectors: [String]) throws -> [RunSelector.Chosen] {
        let selector = RunSelector(store: store)
        var chosen: [RunSelector.Chosen] = []
        for word in selectors {
            let match = try selector.find(word)
            for run in try match.run.map({ [$0] }) ?? store.runs(of: match.experiment.id)
            where !chosen.contains(where: { $0.run.id == run.id }) {
                chosen.append(RunSelector.Chosen(experiment: match.experiment, run: run))
            }
        }
        return chosen
    }

    /// By experiment, in the order in which they are first named.
    private static func grouped(
        _ chosen: [RunSelector.Chosen]
    ) -> [(experiment: ExperimentRecord, runs: [RunRecord])] {
        var groups: [(experiment: ExperimentRecord, runs: [RunRecord])] = []
        for one in chosen {
            if let index = groups.firstIndex(where: { $0.experiment.id == one.experiment.id }) {
                groups[index].runs.append(one.run)
            } else {
                groups.append((one.experiment, [one.run]))
            }
        }
        return groups
    }

    private func reported(
        _ run: RunRecord,
        in experiment: ExperimentRecord,
        pricedBy basis: CostBasis?,
        today: String
    ) throws -> ReportedRun {
        let store = try store.another()
        var summary = try Summaries(store: store, pricedBy: basis).run(run, in: experiment)
        try AnswerAnalysis(store: store).add(to: &summary, of: run, in: experiment)
        var reported = ReportedRun(summary, started: run.started)
        var sample = ReportSample()
        try store.forEachTrial(of: run, pricedBy: basis) { sample.add($0) }
        sample.fill(&reported)
        var bill = BucketBill()
        try store.forEachAttempt(of: run, pricedBy: basis) { bill.add($0) }
        reported.buckets = bill.tokens
        let profiles = experiment.variant(of: run)?.profiles ?? []
        reported.retired = profiles.first { $0.isRetired(on: today) }?.retires
        return reported
    }
}
