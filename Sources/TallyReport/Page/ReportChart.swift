package import TallyCore

/// One chart of a report as a page of its own.
package struct ReportChart: Sendable {
    /// `charts/cost_accuracy`, as it is logged under.
    package var key: String
    package var html: String

    package init(key: String, html: String) {
        self.key = key
        self.html = html
    }

    /// Every chart that the report has data for.
    package static func all(of report: EvaluationReport) -> [ReportChart] {
        let spend = SpendSection(report: report)
        let latency = LatencySection(report: report)
        var plots: [(String, Plot?)] = [
            ("cost_accuracy", CostAccuracySection(report: report).plot),
            ("error_cost", ErrorCostSection(report: report).plot),
            ("cost_by_kind", spend.plot(ofDollars: true)),
            ("tokens_by_kind", spend.plot(ofDollars: false)),
            ("service_time", latency.plot(title: "Service time", \.latency)),
            ("first_token", latency.plot(title: "Time to first token", \.firstToken)),
        ]
        if let comparison = report.comparison {
            plots += comparison.pairs.enumerated().map { index, pair in
                let number = index == 0 ? "" : "_\(index + 1)"
                return ("fields\(number)", PairSection(pair: pair, comparison: comparison).plot)
            }
        }
        return plots.compactMap { name, plot in
            plot.map { ReportChart(key: "charts/\(name)", html: page(of: $0, report)) }
        }
    }

    private static func page(of plot: Plot, _ report: EvaluationReport) -> String {
        let isSimulated = report.runs.contains(where: \.summary.isSimulated)
        let mark: HTML =
            isSimulated
            ? "<p class=\"note\">Holds simulated runs: no model answered in them.</p>" : ""
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="\(PageAssets.policy)">\
            <meta name="color-scheme" content="light dark"><title>\(plot.title)</title><style>\(PageAssets.style)</style></head>
            <body><h3>\(plot.title)</h3>\(legend(report))\(mark)<figure>\(PlotRenderer(plot).svg)</figure></body></html>

            """
        return page.text
    }

    private static func legend(_ report: EvaluationReport) -> HTML {
        let names = report.runs.enumerated().map { index, run in
            ReportNumbers.name(run.summary.name, index)
        }
        return "<p>\(names.joined(separator: " · "))</p>"
    }
}
