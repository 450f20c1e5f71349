internal import TallyCore
internal import TallyReport
internal import TallyRunner
internal import TallyStore

/// The page of an experiment and its charts, as they are logged with each of its runs.
enum ReportCharts {
    /// Nothing of an experiment that is too large to be read again at its end, or that cannot be reported on: a page is worth
    /// no failure.
    static func of(
        _ summary: ExperimentSummary,
        in store: Store,
        showsValues: Bool
    ) -> [ReportChart] {
        let trials = summary.runs.reduce(0) { $0 + $1.trials.planned }
        guard trials <= ReportFile.mostTrials else { return [] }
        var options = ReportDesk.Options()
        options.showsValues = showsValues
        let report = try? ReportDesk(store: store, options: options)
            .report([summary.id], today: RunClock().wall().day)
        guard let report,
            let page = try? ReportPage(report, compress: Deflate.compress).html()
        else { return [] }
        return [ReportChart(key: "report", html: page)] + ReportChart.all(of: report)
    }
}
