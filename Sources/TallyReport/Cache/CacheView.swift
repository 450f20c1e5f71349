package import TallyCore

/// What caches would save, for a person, and as `tally.cache/1`.
package struct CacheView: Sendable {
    package static let schema = "tally.cache/1"

    let report: CacheReport

    package init(_ report: CacheReport) { self.report = report }

    package func text(width: Int, style: TextStyle = .plain) -> String {
        var lines = TextWrap.lines(heading, width: width).map { style.apply(.heading, to: $0) }
        if report.run.isSimulated {
            lines.append(style.apply(.caution, to: "simulated: no model answered"))
        }
        func add(_ texts: [String]) {
            lines += texts.flatMap { TextWrap.lines(TerminalText.sanitize($0), width: width) }
        }
        add(costLines)
        lines.append("")
        add([arrivalsLine])
        if report.distinct < report.arrivals {
            lines += table.lines(width: width, style: style)
            add([sizeLine])
        }
        if let prompt = report.prompt {
            lines.append("")
            add(promptLines(prompt))
        }
        if !report.near.isEmpty {
            lines.append("")
            add(["a cache that also answers documents that are nearly the same:"])
            lines += nearTable.lines(width: width, style: style)
            add([nearLegend])
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var heading: String {
        let mark = report.run.isRecorded ? " (recorded)" : ""
        return TerminalText.sanitize("caches · \(report.run.name)\(mark) · \(report.run.id)")
    }

    var costLines: [String] {
        let each = report.perDocument
        func money(_ value: Double?) -> String { value.map { MoneyText.short($0) } ?? "unpriced" }
        if each.asked == nil, each.uncached == nil {
            return ["what a document costs is not known: it has no price"]
        }
        var lines = [
            "a document costs \(money(each.asked)) as it was asked for; \(money(each.uncached)) without the "
                + "provider's prompt cache; \(money(each.cached)) had all its prompt come from there"
        ]
        if report.reused.answers > 0 {
            lines.append(
                "paid in this run: \(money(each.paid)) a document, as \(report.reused.answers) answers "
                    + "came from the response cache"
            )
        }
        return lines
    }

    var arrivalsLine: String {
        let count = NumberText.grouped(report.arrivals)
        let start =
            report.span.map { "\(count) documents in \(Self.span($0)), as recorded" }
            ?? "\(count) documents in the run's order (the dataset records no arrivals, so lifetimes say nothing)"
        guard report.distinct < report.arrivals else {
            return start + "; no two are the same: a response cache would save nothing"
        }
        return start + "; \(NumberText.grouped(report.distinct)) different ones"
    }

    private var table: TextTable {
        let titles = report.sizes.map { size in
            size.map { "\(NumberText.grouped($0)) entries" } ?? "no limit"
        }
        var table = TextTable(
            columns: [.init("an entry serves", .left)] + titles.map { .init($0) }
        )
        for (lifetime, row) in zip(report.lifetimes, report.outcomes) {
            table.add(
                [.init(lifetime.map(Self.span) ?? "for ever")]
                    + row.map { .init(cell($0)) }
            )
        }
        return table
    }

    /// `12.5 % $0.02`: the share of hits and what they save.
    private func cell(_ outcome: CacheReport.Outcome) -> String {
        let share = Double(outcome.hits) / Double(max(1, report.arrivals))
        let money = outcome.dollars.map { " " + MoneyText.short($0) } ?? ""
        return NumberText.percent(share) + " %" + money
    }

    private var sizeLine: String {
        let best = report.outcomes.last?.last
        let wait = best.map { ", \(NumberText.seconds($0.seconds)) s of waiting" } ?? ""
        return
            "share of documents answered from the cache and what that saves\(wait) at most; "
            + "\(NumberText.grouped(report.sizeNeeded)) entries come within 95 % of the hits without a limit"
    }

    func promptLines(_ prompt: CacheReport.PromptShare) -> [String] {
        func tokens(_ value: Double) -> String { NumberText.grouped(Int(value.rounded())) }
        func effect(_ cacheable: Double, _ saved: Double?) -> String {
            guard cacheable > 0 else {
                return "too short to be cached (OpenAI and Azure begin at "
                    + "\(tokens(CacheReport.PromptShare.shortest)))"
            }
            let money = saved.map { ", \(MoneyText.short($0)) a document" } ?? ""
            return "\(tokens(cacheable)) of them cacheable\(money)"
        }
        var lines = [
            "of \(tokens(prompt.prompt)) prompt tokens (estimated by length) the first "
                + "\(tokens(prompt.prefix)) are the same in all documents: "
                + effect(prompt.cacheable, prompt.saved)
        ]
        if prompt.suffix >= 1 {
            lines.append(
                "\(tokens(prompt.suffix)) more stand behind the document; all in front would be "
                    + "\(tokens(prompt.prefix + prompt.suffix)): "
                    + effect(prompt.cacheableReordered, prompt.savedReordered)
            )
        }
        return lines
    }

    private var nearTable: TextTable {
        var table = TextTable(columns: [
            .init("words in common", .left), .init("hits"), .init("of documents"),
            .init("wrong answers"),
        ])
        for near in report.near {
            let share = Double(near.hits) / Double(max(1, report.nearArrivals))
            let wrong =
                near.hits == 0
                ? "-"
                : "\(near.wrong) (\(NumberText.percent(Double(near.wrong) / Double(near.hits))) %)"
            table.add([
                .init("\(NumberText.wholePercent(near.similarity)) %"),
                .init(NumberText.grouped(near.hits)), .init(NumberText.percent(share) + " %"),
                .init(wrong, near.wrong > 0 ? .failure : .normal),
            ])
        }
        return table
    }

    private var nearLegend: String {
        let part =
            report.nearArrivals < report.arrivals
            ? "of the first \(NumberText.grouped(report.nearArrivals)) documents; " : ""
        return part
            + "wrong: the truth of the document in the cache is not that of the one it was given to"
    }

    /// `45s`, `1m10s`, `2h05m`, `7d`.
    static func span(_ seconds: Double) -> String {
        guard seconds < 1e10 else { return NumberText.fixed(seconds, decimals: 0) + "s" }
        let days = seconds / 86_400
        if days >= 1, days == days.rounded() { return "\(Int(days))d" }
        return NumberText.span(.seconds(seconds))
    }
}
