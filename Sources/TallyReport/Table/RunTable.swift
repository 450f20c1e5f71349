package import TallyCore

/// The comparison of one experiment's runs for a terminal: a header, a table, a legend and a verdict.
///
/// From about 120 columns on a run takes one line; below that its intervals stand on a second one, and names that are
/// too long for a column on a line of their own.
/// Simulated runs come last, under a rule that says what they are.
package struct RunTable: Sendable {
    package let summary: ExperimentSummary

    package init(_ summary: ExperimentSummary) { self.summary = summary }

    package func text(width: Int, style: TextStyle = .plain) -> String {
        lines(width: width, style: style).joined(separator: "\n") + "\n"
    }

    package func lines(width: Int, style: TextStyle = .plain) -> [String] {
        var lines = [style.apply(.heading, to: header(width: width)), ""]
        lines += tableLines(width: width, style: style)
        lines += stopLines(width: width, style: style)
        for run in summary.runs where run.isRescored {
            let line = "\(run.name): scored by another task than its own (`tally rescore`)"
            lines.append(style.apply(.caution, to: TerminalText.sanitize(line)))
        }
        lines += summary.runs.compactMap(EscalationText.line).flatMap {
            TextWrap.lines($0, width: width)
        }
        lines += summary.runs.compactMap(ResponseText.line).flatMap {
            TextWrap.lines($0, width: width)
        }
        lines += summary.runs.compactMap(ReuseText.line).flatMap {
            TextWrap.lines($0, width: width)
        }
        lines += billLines.flatMap { TextWrap.lines($0, width: width) }
        lines.append("")
        lines += TextWrap.lines(legend, width: width).map { style.apply(.faint, to: $0) }
        lines.append("")
        return lines + TextWrap.lines(Verdict(summary).text, width: width)
    }

    private func header(width: Int) -> String {
        let state = summary.state == .partial ? "partial" : ""
        return RunHeader(
            experiment: summary.id,
            benchmark: summary.benchmark,
            dataset: summary.dataset,
            state: state
        ).line(width: width)
    }

    private func tableLines(width: Int, style: TextStyle) -> [String] {
        let narrow = table(.narrow)
        let stacked = table(.stacked)
        let choices = [(table(.wide), 2), (narrow, 2), (narrow, 1), (stacked, 2)]
        let (table, gap) =
            choices.first { $0.0.naturalWidth(gap: $0.1) <= width } ?? (stacked, 1)
        return table.lines(width: width, gap: gap, style: style)
    }

    private func table(_ layout: RunRow.Layout) -> TextTable {
        var table = TextTable(columns: layout.columns(isCosted: isCosted))
        for run in summary.runs where !run.isSimulated { add(run, to: &table, layout) }
        let simulated = summary.runs.filter(\.isSimulated)
        if !simulated.isEmpty { table.rows.append(.rule("simulated: no model answered")) }
        for run in simulated { add(run, to: &table, layout) }
        return table
    }

    private func add(_ run: RunSummary, to table: inout TextTable, _ layout: RunRow.Layout) {
        table.rows += RunRow(run: run, isCosted: isCosted).rows(layout)
    }

    private var isCosted: Bool { summary.runs.contains { $0.cost.aftermath != nil } }

    private func stopLines(width: Int, style: TextStyle) -> [String] {
        summary.runs.flatMap { run -> [String] in
            guard let reason = run.stopReason else { return [] }
            return TextWrap.lines(
                TerminalText.sanitize("\(run.name) stopped: \(reason)"),
                width: width
            )
            .map { style.apply(.failure, to: $0) }
        }
    }

    /// The bill of every run that paid for what is of no use, or may have.
    private var billLines: [String] {
        summary.runs.compactMap { run in
            let range = BilledText.range(run.cost)
            let isMade = run.cost.capacity != nil
            guard isMade || range != nil || (run.cost.wasted ?? .zero) > .zero else { return nil }
            let parts = [BilledText.sum(run.cost)] + (range.map { [$0] } ?? [])
            return TerminalText.sanitize("\(run.name): \(parts.joined(separator: "; "))")
        }
    }

    private var legend: String {
        var text =
            "Per cent right with 95 % intervals; seconds; TTFT: median time to first token;"
            + " cache: prompt tokens read from it; err: trials without an answer, not scored."
        if isCosted {
            text += " $ in all: $/doc with reviews and errors, as `economics` states them."
        }
        if summary.runs.contains(where: \.isRecorded) {
            text += " rec.: recorded answers replayed, cost and times as recorded."
        }
        if summary.runs.contains(where: { $0.latency.censored > 0 }) {
            text += " ≥: cut off by a deadline."
        }
        return text
    }
}
