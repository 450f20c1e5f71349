internal import TallyCore
internal import TallyReport
internal import TallyStore

/// The page of an experiment and its charts, as they are logged with each of its runs.
enum ReportCharts {
    /// Without images; and nothing where the page cannot be made, for it is worth no failure.
    static func of(_ report: EvaluationReport, showsValues: Bool) -> [ReportChart] {
        var report = report
        report.cases.showsValues = showsValues
        guard let page = try? ReportPage(report, compress: Deflate.compress).html() else {
            return []
        }
        return [ReportChart(key: "report", html: page)] + ReportChart.all(of: report)
    }
}
