internal import TallyCore

/// What caches did, and what others would do for documents that come as these did.
struct CacheSection {
    let reports: [CacheReport]

    var html: HTML {
        guard !reports.isEmpty else { return "<p>No run can be studied.</p>" }
        return HTML(reports.map(part))
    }

    private func part(_ report: CacheReport) -> HTML {
        let view = CacheView(report)
        let lines =
            (view.costLines + [view.arrivalsLine] + (report.prompt.map(view.promptLines) ?? []))
            .map { "<li>\($0)</li>" as HTML }
        let grid: HTML = report.distinct < report.arrivals ? table(report) : ""
        return """
            <details class="cache"\(reports.count < 3 ? " open" : "" as HTML)><summary><bdi>\(report.run.name)</bdi>\(report.run.isSimulated ? " (simulated)" : "")</summary>\
            <ul>\(lines)</ul><div class="grid">\(grid)\(near(report))</div></details>
            """
    }

    private func table(_ report: CacheReport) -> HTML {
        let sizes = report.sizes.map { size in
            DataTable.Column.number(size.map { "\(NumberText.grouped($0)) entries" } ?? "no limit")
        }
        var table = DataTable(
            "Hits of a response cache, and what they save",
            [.text("an entry serves")] + sizes
        )
        for (lifetime, row) in zip(report.lifetimes, report.outcomes) {
            let name = lifetime.map(CacheView.span) ?? "for ever"
            table.add(
                ["\(name)"]
                    + row.map { outcome in
                        let share = Double(outcome.hits) / Double(max(1, report.arrivals))
                        let saved = outcome.dollars.map { MoneyText.short($0) } ?? "unpriced"
                        return "<b>\(NumberText.percent(share)) %</b> <small>\(saved)</small>"
                    }
            )
        }
        return table.html
    }

    private func near(_ report: CacheReport) -> HTML {
        guard !report.near.isEmpty else { return "" }
        var table = DataTable(
            "A cache that also answers documents that are nearly the same",
            [.text("words in common"), .number("hits"), .number("of these wrong")]
        )
        for near in report.near {
            table.add([
                "≥ \(NumberText.wholePercent(near.similarity)) %", "\(near.hits)", "\(near.wrong)",
            ])
        }
        return table.html
    }
}
