internal import TallyCore

/// The runs side by side, with an interval on every number.
struct RunsSection {
    let report: EvaluationReport

    var html: HTML {
        var columns: [DataTable.Column] = [
            .text("run"), .number("documents exact, %"), .number("fields right, %"),
            .number("$ a document"), .number("$ a correct one"),
        ]
        let isCosted = report.runs.contains { $0.summary.cost.aftermath != nil }
        if isCosted { columns.append(.number("$ in all")) }
        columns += [
            .number("p50, s"), .number("p95, s"), .number("no usable answer"), .number("n"),
        ]
        var table = DataTable(
            "The runs, with 95 % intervals; exact: every required field right",
            columns
        )
        for (index, run) in report.runs.enumerated() {
            let summary = run.summary
            let cost = summary.cost
            let finished = max(1, summary.trials.planned - summary.trials.pending)
            let failed = summary.trials.failed + summary.trials.parseFailed
            let lost = Double(failed) / Double(finished)
            table.add(
                [
                    ReportNumbers.name(summary.name, index) + ReportNumbers.marks(of: summary),
                    ReportNumbers.share(summary.documentExact),
                    ReportNumbers.share(summary.fieldAccuracy),
                    ReportNumbers.money(cost.perDocument),
                    ReportNumbers.money(
                        cost.perCorrect,
                        unknown: cost.perDocument == nil ? "unpriced" : "none correct"
                    ),
                ] + (isCosted ? [ReportNumbers.money(cost.expected)] : []) + [
                    ReportNumbers.seconds(summary.latency.p50),
                    ReportNumbers.seconds(summary.latency.p95),
                    "\(NumberText.percent(lost)) %",
                    "\(NumberText.grouped(summary.documentExact?.n ?? 0))",
                ],
                look: summary.isSimulated ? "simulated" : ""
            )
        }
        return table.html
    }
}
