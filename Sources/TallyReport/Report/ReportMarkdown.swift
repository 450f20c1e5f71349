package import TallyCore

/// A report as Markdown: the choice, the four answers, and the tables behind them.
package struct ReportMarkdown: Sendable {
    /// Documents named; the page has them all.
    private static let mostNamed = 50

    private let report: EvaluationReport

    package init(_ report: EvaluationReport) { self.report = report }

    package var text: String {
        let answers = ReportAnswers(report: report)
        var lines = ["# \(inline(report.summary.benchmark))", ""]
        lines += report.remarks.map { "> \(inline($0.text))" }
        if !report.remarks.isEmpty { lines.append("") }
        lines += ["**\(inline(answers.headline))**", "", inline(answers.rule), ""]
        lines += list("How sure?", answers.certainty) + list("At what cost?", answers.cost)
        lines += list("Where does it fail?", answers.failures) + runs
        for pair in report.comparison?.pairs ?? [] { lines += pairLines(pair) }
        return (lines + differences + origin).joined(separator: "\n") + "\n"
    }

    private func inline(_ text: String) -> String { MarkdownReport.inline(text) }

    private func list(_ question: String, _ lines: [ReportAnswers.Line]) -> [String] {
        let items = lines.map { line in
            line.lead.isEmpty
                ? "- \(inline(line.text))" : "- **\(inline(line.lead))** \(inline(line.text))"
        }
        return ["## \(question)", ""] + items + [""]
    }

    private func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

    private func table(_ titles: [String], _ rows: [[String]]) -> [String] {
        let rule = titles.indices.map { $0 == 0 ? "---" : "--:" }
        return [row(titles.map(inline)), "|\(rule.joined(separator: "|"))|"]
            + rows.map { row($0.map(inline)) } + [""]
    }

    private var runs: [String] {
        let rows = report.runs.map { run -> [String] in
            let summary = run.summary
            let mark = summary.isSimulated ? " (simulated)" : ""
            return [
                summary.name + mark, share(summary.documentExact), share(summary.fieldAccuracy),
                money(summary.cost.perDocument), money(summary.cost.perCorrect),
                seconds(summary.latency.p50), seconds(summary.latency.p95),
                String(summary.documentExact?.n ?? 0),
            ]
        }
        let titles = [
            "run", "documents exact, %", "fields right, %", "$ a document", "$ a correct one",
            "p50 s", "p95 s", "n",
        ]
        return ["## Runs", ""] + table(titles, rows)
    }

    private func share(_ estimate: Estimate?) -> String {
        estimate.map {
            "\(NumberText.percent($0.value)) (\(ReportNumbers.percents($0.low, $0.high)))"
        } ?? "-"
    }

    private func money(_ estimate: Estimate?) -> String {
        guard let estimate else { return "unpriced" }
        let value = MoneyText.short(estimate.value)
        return estimate.low < estimate.high
            ? "\(value) (\(ReportNumbers.moneys(estimate)))" : value
    }

    private func seconds(_ estimate: Estimate?) -> String {
        estimate.map {
            ($0.method.hasSuffix("-censored") ? "≥ " : "") + NumberText.seconds($0.value)
        } ?? "-"
    }

    private func pairLines(_ pair: Comparison.Pair) -> [String] {
        let base = report.comparison?.baseline.name ?? ""
        func rows(_ metrics: [PairedMetric]) -> [[String]] {
            metrics.map { metric in
                let text = MetricText(metric: metric)
                return [
                    text.title, text.baseline, text.candidate, text.difference, text.interval,
                    text.adjusted,
                ]
            }
        }
        let titles = ["", base, pair.candidate.name, "difference", "95 %", "p adj."]
        var lines = ["## \(inline(pair.candidate.name)) against \(inline(base))", ""]
        lines += pair.remarks.map { "> \(inline($0.text))" } + [""]
        lines +=
            table(titles, rows(pair.metrics))
            + table(["field right, %"] + titles.dropFirst(), rows(pair.fields))
        if let flips = pair.flips {
            lines += named("lost", flips.lost) + named("won", flips.gained)
        }
        return lines
    }

    private func named(_ word: String, _ ids: [String]) -> [String] {
        guard !ids.isEmpty else { return [] }
        let rest = ids.count > Self.mostNamed ? " and \(ids.count - Self.mostNamed) more" : ""
        let names = ids.prefix(Self.mostNamed).map(inline).joined(separator: ", ")
        return ["\(ids.count) \(word): \(names)\(rest)", ""]
    }

    private var differences: [String] {
        guard !report.differences.isEmpty else { return [] }
        let rows = report.differences.map { difference in
            [difference.key]
                + difference.values.map { $0.map { String($0.prefix(200)) } ?? "not set" }
        }
        return ["## What was different", ""]
            + table(["setting"] + report.runs.map(\.summary.name), rows)
    }

    private var origin: [String] {
        report.experiments.map { experiment in
            let data = experiment.dataset
            return inline(
                "\(experiment.id): \(data.name) \(data.version), \(data.cases) cases, \(data.digest.prefix(19)), "
                    + "\(experiment.created.iso8601)"
            )
        }
    }
}
