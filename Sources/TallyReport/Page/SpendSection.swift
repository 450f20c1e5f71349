internal import TallyCore

/// What a document's price is made of, and what a month of them comes to.
struct SpendSection {
    let report: EvaluationReport

    var html: HTML {
        let charts = [plot(ofDollars: true), plot(ofDollars: false)].compactMap(\.self).map {
            plot in
            "<figure>\(PlotRenderer(plot).svg)<figcaption>\(plot.title), each where the one before it ends; of documents that were sent.</figcaption></figure>"
                as HTML
        }
        let grid: HTML = charts.isEmpty ? "" : "<div class=\"grid\">\(charts)</div>"
        return "\(grid)\(month)\(billed)"
    }

    /// A waterfall by kind of token, run below run; `nil` where no token was used or, for dollars, none has a price.
    func plot(ofDollars: Bool) -> Plot? {
        var bands: [String] = []
        var marks: [Plot.Mark] = []
        var ends: [Double] = []
        for (index, run) in report.runs.enumerated() {
            let finished = run.summary.trials.planned - run.summary.trials.pending
            // What the response cache answered was not sent, and has no tokens here.
            let documents = Double(max(1, finished - run.summary.cache.responseHits))
            var reached = 0.0
            for bucket in run.buckets {
                let amount = ofDollars ? bucket.dollars : Double(bucket.tokens)
                guard let amount, amount > 0 else { continue }
                let next = reached + amount / documents
                let label =
                    ofDollars
                    ? MoneyText.short(amount / documents)
                    : NumberText.fixed(amount / documents, decimals: 0)
                marks.append(
                    .bar(
                        band: bands.count,
                        from: reached,
                        to: next,
                        .run(index),
                        label: label,
                        tip: "\(run.summary.name), \(bucket.name): \(label) a document"
                    )
                )
                bands.append(
                    reached == 0
                        ? "\(PlotRenderer.cut(run.summary.name)) · \(bucket.name)" : bucket.name
                )
                reached = next
            }
            if reached > 0 { ends.append(reached) }
        }
        guard !bands.isEmpty else { return nil }
        let unit = ofDollars ? "dollars a document" : "tokens a document"
        var plot = Plot(
            title: ofDollars ? "Cost by kind of token" : "Tokens by kind",
            description: "From left to right within each run; totals "
                + ends.map { ofDollars ? MoneyText.short($0) : NumberText.fixed($0, decimals: 0) }
                .joined(separator: ", "),
            x: .values(unit, Scale(linear: ends, includingZero: true, count: 4)) {
                ofDollars ? MoneyText.short($0) : NumberText.fixed($0, decimals: 0)
            },
            y: .bands(bands)
        )
        plot.height = 56 + 24 * Double(bands.count)
        plot.marks = marks
        return plot
    }

    // MARK: a month

    private var volume: Double { report.economics?.volume ?? 10_000 }

    private var month: HTML {
        let priced = report.runs.filter { $0.summary.cost.perDocument != nil }
        guard !priced.isEmpty else { return "<p>No run has a price.</p>" }
        var table = DataTable(
            "A month of documents",
            [
                .text("run"), .number("as observed"), .number("nothing cached"),
                .number("all prompts cached"), .number("at your rate"),
            ]
        )
        for (index, run) in report.runs.enumerated() {
            guard let each = run.summary.cost.perDocument else { continue }
            table.add([
                ReportNumbers.name(run.summary.name, index) + ReportNumbers.marks(of: run.summary),
                sum(each.value, "observed", index), sum(run.uncached, "uncached", index),
                sum(run.cached, "cached", index),
                "<output data-month=\"rate\" data-run=\"\(index)\">–</output>",
            ])
        }
        return """
            <form class="inputs" data-live hidden><label>documents a month <input type="range" id="volume" min="2" max="7" \
            step="0.1" value="\(exponent)"><output for="volume" id="volume-text">\(NumberText.grouped(Int(min(volume, 1e12))))</output></label>\
            <label>prompt tokens from the provider’s cache <input type="range" id="cache-rate" min="0" max="100" value="\(rate)">\
            <output for="cache-rate" id="cache-rate-text">\(rate) %</output></label></form>\(table.html)\
            <p class="note" id="month-note">At \(NumberText.grouped(Int(min(volume, 1e12)))) documents a month. A document’s cost is a straight line in the share of its prompt tokens that come from the provider’s cache.</p>
            """
    }

    private var rate: Int {
        Int(((report.economics?.promptCacheRate ?? 0.5) * 100).rounded())
    }

    /// The power of ten that the slider of documents starts at.
    private var exponent: String {
        var (power, rest) = (0.0, volume)
        while rest >= 10 {
            rest /= 10
            power += 1
        }
        // Between two powers the slider goes by their logarithm, of which a tenth is enough.
        let tenths = (1...9).last { tenth in pow10(Double(tenth) / 10) <= rest } ?? 0
        return NumberText.fixed(min(7, max(2, power + Double(tenths) / 10)), decimals: 1)
    }

    private func pow10(_ tenth: Double) -> Double {
        // 10^0.1, to the precision of a slider.
        var value = 1.0
        for _ in 0..<Int((tenth * 10).rounded()) { value *= 1.258925411794167 }
        return value
    }

    private func sum(_ each: Double?, _ kind: String, _ index: Int) -> HTML {
        guard let each else { return "no rate" }
        return
            "<output data-month=\"\(kind)\" data-run=\"\(index)\">\(MoneyText.short(each * volume))</output>"
    }

    private var billed: HTML {
        let lines = report.runs.map { run -> HTML in
            let range = BilledText.range(run.summary.cost).map { "; \($0)" } ?? ""
            return "<li>\(run.summary.name): \(BilledText.sum(run.summary.cost))\(range)</li>"
        }
        return "<details><summary>What these runs were billed</summary><ul>\(lines)</ul></details>"
    }
}
