internal import TallyCore

/// One run against the first, case by case: what differs, with intervals, and field by field.
struct PairSection {
    let pair: Comparison.Pair
    let comparison: Comparison

    var html: HTML {
        let cautions = pair.remarks.map { "<li>\($0.text)</li>" as HTML }
        let list: HTML = cautions.isEmpty ? "" : "<ul class=\"cautions\">\(cautions)</ul>"
        return """
            <h3><bdi>\(pair.candidate.name)</bdi> against <bdi>\(comparison.baseline.name)</bdi></h3>\
            <p class="note">\(cases)</p>\(list)\
            <div class="pair">\(metrics)\(fields)</div>\(slices)
            """
    }

    private var cases: String {
        var text = "\(NumberText.grouped(pair.cases.count)) documents that both have"
        if pair.cases.choice == .prefix { text += ", the first of the seeded order" }
        if pair.cases.leftOut > 0 { text += "; \(pair.cases.leftOut) others left out" }
        if pair.cases.unscored > 0 { text += "; \(pair.cases.unscored) without a score" }
        if let flips = pair.flips {
            text += "; \(flips.lost.count) lost, \(flips.gained.count) won"
            if let p = flips.midP { text += " (McNemar mid-p \(ChangeText.p(p)))" }
        }
        return text + "."
    }

    private var metrics: HTML {
        var table = DataTable(
            "Differences, paired",
            [
                .text(""), .number(comparison.baseline.name), .number(pair.candidate.name),
                .number("difference"), .text("95 %"), .number("p adj."),
            ]
        )
        for metric in pair.metrics {
            let text = MetricText(metric: metric)
            table.add(
                [
                    "\(text.title)", "\(text.baseline)", "\(text.candidate)",
                    "<b>\(text.difference)</b>", "\(text.interval)", "\(text.adjusted)",
                ],
                look: text.isSettled ? "" : "open"
            )
        }
        return table.html
    }

    private var fields: HTML {
        guard let plot else { return "" }
        return """
            <figure>\(PlotRenderer(plot).svg)<figcaption>Points of difference in how often each field is right, on the \
            same documents, with 95 % intervals. To the right: \(pair.candidate.name) is better. Grey: not settled.\
            </figcaption></figure>
            """
    }

    /// A forest plot of the fields, the worst for the candidate first.
    var plot: Plot? {
        let fields = pair.fields.sorted {
            ($0.difference.value, $0.name) < ($1.difference.value, $1.name)
        }
        guard !fields.isEmpty else { return nil }
        let values = fields.flatMap { [$0.difference.low, $0.difference.high] }
        var plot = Plot(
            title: "Fields: \(pair.candidate.name) against \(comparison.baseline.name)",
            description: fields.map { "\($0.name) \(MetricText(metric: $0).difference)" }
                .joined(separator: ", "),
            x: .values("difference, points", Scale(linear: values, includingZero: true)) {
                ChangeText.signed($0 * 100, decimals: 0)
            },
            y: .bands(fields.map { ReportNumbers.words($0.name) })
        )
        plot.height = 60 + 24 * Double(fields.count)
        plot.marks.append(.rule(x: 0, y: nil, label: ""))
        for (index, field) in fields.enumerated() {
            let text = MetricText(metric: field)
            let look = !text.isSettled ? "faint" : field.difference.value > 0 ? "good" : "bad"
            plot.marks.append(
                .point(
                    Plot.Point(field.difference.value, Double(index)),
                    x: field.difference.low...max(field.difference.low, field.difference.high),
                    y: nil,
                    Plot.Look(name: look),
                    shape: 1,
                    label: "",
                    tip:
                        "\(field.name): \(text.baseline) % to \(text.candidate) %, \(text.difference) \(text.interval)"
                )
            )
        }
        return plot
    }

    private var slices: HTML {
        guard !pair.slices.isEmpty else { return "" }
        var table = DataTable(
            "Documents exact by tag, %",
            [
                .text("tag"), .number("documents"), .number(comparison.baseline.name),
                .number(pair.candidate.name), .number("points"), .text("95 %"), .number("p adj."),
            ]
        )
        for slice in pair.slices {
            let text = MetricText(metric: slice.metric)
            table.add(
                [
                    "\(slice.tag)", "\(slice.metric.difference.n)", "\(text.baseline)",
                    "\(text.candidate)", "<b>\(text.difference)</b>", "\(text.interval)",
                    "\(text.adjusted)",
                ],
                look: text.isSettled ? "" : "open"
            )
        }
        return "<details><summary>By tag (\(pair.slices.count))</summary>\(table.html)</details>"
    }
}
