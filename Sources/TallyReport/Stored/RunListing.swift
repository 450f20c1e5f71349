package import TallyCore

/// The runs of a store as a table or as JSON lines.
package struct RunListing: Sendable {
    package struct Entry: Sendable {
        package var experiment: ExperimentRecord
        package var run: RunRecord
        /// `nil` while the run is open.
        package var totals: RunTotals?

        package init(experiment: ExperimentRecord, run: RunRecord, totals: RunTotals?) {
            self.experiment = experiment
            self.run = run
            self.totals = totals
        }
    }

    private let entries: [Entry]

    package init(entries: [Entry]) { self.entries = entries }

    package func text(width: Int, style: TextStyle = .plain) -> String {
        var table = table(leavingOut: [])
        // Names tell runs apart; what their experiment repeats gives way to them.
        for unneeded in [["benchmark"], ["benchmark", "started"]]
        where table.naturalWidth(gap: 1) > width { table = self.table(leavingOut: unneeded) }
        let gap = table.naturalWidth() <= width ? 2 : 1
        return table.lines(width: width, gap: gap, style: style).joined(separator: "\n") + "\n"
    }

    private func table(leavingOut unneeded: [String]) -> TextTable {
        let columns: [TextTable.Column] = [
            .init("run", .left), .init("name", .left, minimum: 12, keepsEnds: true),
            .init("benchmark", .left), .init("started", .left), .init("state", .left),
            .init("n"), .init("exact"), .init("cost"),
        ]
        let kept = columns.indices.filter { !unneeded.contains(columns[$0].title) }
        var table = TextTable(columns: kept.map { columns[$0] })
        let idLength = idLength
        for entry in entries {
            let cells = row(entry, idLength)
            table.add(kept.map { cells[$0] })
        }
        return table
    }

    /// Letters of an id that tell the listed runs apart: the first ten are the time, which runs share.
    private var idLength: Int {
        (12...26).first { length in
            Set(entries.map { $0.run.ulid.prefix(length) }).count == entries.count
        } ?? 26
    }

    private func row(_ entry: Entry, _ idLength: Int) -> [TextTable.Cell] {
        let run = entry.run
        let started = run.started.iso8601.dropFirst(5).prefix(11).replacing("T", with: " ")
        let state =
            run.state + (run.isSimulated ? " sim" : "") + (run.isRecorded ? " rec" : "")
        let exact = entry.totals?.documentExact.map { NumberText.percent($0) }
        return [
            .init(String(run.ulid.prefix(idLength))), .init(run.name), .init(entry.experiment.name),
            .init(String(started)), .init(state),
            .init(entry.totals.map { String($0.scored) } ?? "-"), .init(exact ?? "-"),
            .init(cost(entry)),
        ]
    }

    private func cost(_ entry: Entry) -> String {
        guard let totals = entry.totals else { return "-" }
        return totals.cost.map { MoneyText.short($0) } ?? "unpriced"
    }

    package var jsonLines: String {
        entries.map { entry in
            let run = entry.run
            let value: JSONValue = [
                "id": .string(run.ulid), "name": .string(run.name),
                "experiment": .string(entry.experiment.ulid),
                "benchmark": .string(entry.experiment.name),
                "dataset": .string(entry.experiment.dataset.digest),
                "started": .string(run.started.iso8601), "state": .string(run.state),
                "simulated": .bool(run.isSimulated), "imported": .bool(run.isImported),
                "recorded": .bool(run.isRecorded),
                "planned": .number(run.planned), "scored": .optional(entry.totals?.scored),
                "failed": .optional(entry.totals?.failed),
                "document_exact": .optional(entry.totals?.documentExact),
                "field_accuracy": .optional(entry.totals?.fieldAccuracy),
                "cost_usd": entry.totals?.cost.map { .number(MoneyText.lexeme($0)) } ?? .null,
                "p50_s": .optional(entry.totals?.medianService),
            ]
            return value.jsonText + "\n"
        }.joined()
    }
}
