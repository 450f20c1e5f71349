internal import TallyCore

extension Repriced {
    package func text(width: Int, style: TextStyle = .plain) -> String {
        let header = RunHeader(
            experiment: experiment.ulid,
            benchmark: experiment.name,
            dataset: experiment.dataset
        )
        var lines = [style.apply(.heading, to: header.line(width: width))]
        let about =
            "as it was: each attempt at the stored price of its own day; at basis: all at "
            + "\(basis.name). Nothing is written."
        lines += TextWrap.lines(TerminalText.sanitize(about), width: width)
        for run in runs {
            let kind = run.record.isSimulated ? " (simulated)" : ""
            let title = TerminalText.sanitize("\(run.record.name) · \(run.record.ulid)\(kind)")
            lines += ["", style.apply(.heading, to: title)]
            lines += run.totals.lines(width: width, style: style)
            if !run.buckets.isEmpty {
                lines += [""] + run.details.lines(width: width, style: style)
            }
            lines += run.notes.flatMap { TextWrap.lines(TerminalText.sanitize($0), width: width) }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Repriced.Run {
    fileprivate var totals: TextTable {
        var table = TextTable(columns: [
            .init("", .left), .init("total"), .init("$/doc"), .init("95 %", .left),
            .init("$/correct"), .init("unpriced"),
        ])
        table.add(cells("as it was", before.cost))
        table.add(cells("at basis", after.cost))
        let change = share.map { " (\(Self.signed(NumberText.fixed($0 * 100, decimals: 1))) %)" }
        table.add([
            "difference",
            .init(
                difference.map { Self.signed(MoneyText.short($0)) + (change ?? "") } ?? "unknown"
            ),
        ])
        return table
    }

    private func cells(_ label: String, _ cost: RunSummary.Cost) -> [TextTable.Cell] {
        let unknown = TextTable.Cell(cost.unpriced > 0 ? "unpriced" : "-", .caution)
        func dollars(_ value: Double?) -> TextTable.Cell {
            value.map { .init(MoneyText.short($0)) } ?? unknown
        }
        let interval = cost.perDocument.map(Self.interval)
        return [
            .init(label), dollars(cost.total?.dollars), dollars(cost.perDocument?.value),
            .init(interval ?? ""), dollars(cost.perCorrect?.value), .init(String(cost.unpriced)),
        ]
    }

    /// Nothing for an exact amount; only the lower end where equal amounts bound no upper one.
    private static func interval(_ estimate: Estimate) -> String {
        if estimate.low == estimate.high { return "" }
        let low = MoneyText.short(estimate.low)
        return estimate.high.isFinite ? "\(low)–\(MoneyText.short(estimate.high))" : "from \(low)"
    }

    /// Tokens and exact dollars of each kind on both sides.
    fileprivate var details: TextTable {
        var table = TextTable(columns: [
            .init("bucket", .left), .init("tokens"), .init("as it was"), .init("tokens at basis"),
            .init("at basis"),
        ])
        func dollars(_ bucket: BucketBill.Bucket, _ side: Repriced.Side) -> TextTable.Cell {
            if side.isHourly { return "by the hour" }
            return .init(
                bucket.picodollars.map { "$" + MoneyText.decimal($0, decimals: 12) } ?? "unpriced"
            )
        }
        for name in buckets {
            let (old, new) = (before.bill[name], after.bill[name])
            table.add([
                .init(name), .init(String(old.tokens)), dollars(old, before),
                .init(String(new.tokens)), dollars(new, after),
            ])
        }
        return table
    }

    fileprivate var notes: [String] {
        var notes: [String] = []
        for (label, side) in [("as it was", before), ("at basis", after)] {
            if side.cost.capacity != nil {
                notes.append("\(label): \(BilledText.sum(side.cost))")
            } else if side.isHourly {
                notes.append("\(label): paid by the hour, but the run's hours are not known")
            }
            let unpriced = side.bill.unpriced.map { key, count in
                let rates = key.flatMap { side.bill.lacking[$0] }?.sorted() ?? []
                let what = rates.isEmpty ? "" : rates.joined(separator: " and ") + " at "
                return what
                    + "\(key ?? "no price key") (\(count) \(count == 1 ? "attempt" : "attempts"))"
            }
            guard !unpriced.isEmpty else { continue }
            notes.append("\(label): no price for " + unpriced.sorted().joined(separator: ", "))
        }
        if after.bill.statedAttempts > 0 {
            let count = after.bill.statedAttempts
            notes.append(
                "stated cost of \(count) imported \(count == 1 ? "answer" : "answers"), which no price "
                    + "changes: $\(MoneyText.lexeme(after.bill.stated))"
            )
        }
        if let range = BilledText.range(after.cost) { notes.append("at basis: " + range) }
        return notes
    }

    private static func signed(_ text: String) -> String {
        text.hasPrefix("-") || text == "$0" || text == "0.0" ? text : "+" + text
    }
}
