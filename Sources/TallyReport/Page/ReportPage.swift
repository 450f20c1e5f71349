internal import Foundation
package import TallyCore

/// A report as one HTML file that loads nothing: style, scripts and data lie in it, under a policy that allows no more.
package struct ReportPage {
    private let report: EvaluationReport
    private let compress: ([UInt8]) throws -> [UInt8]

    /// `compress` makes what a browser's `DecompressionStream("deflate")` reads (RFC 1950).
    package init(_ report: EvaluationReport, compress: @escaping ([UInt8]) throws -> [UInt8]) {
        self.report = report
        self.compress = compress
    }

    /// The whole file; throws what `compress` throws.
    package func html() throws -> String {
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">\
            <meta http-equiv="Content-Security-Policy" content="\(PageAssets.policy)">\
            <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">\
            <meta name="referrer" content="no-referrer"><title>\(title)</title><style>\(PageAssets.style)</style></head>
            <body><a class="skip" href="#main">Skip to the numbers</a>\
            <header>\(head)</header><main id="main">
            \(try sections())</main><footer>\(foot)</footer>
            \(numbers)<script>\(PageAssets.script)</script></body></html>

            """
        return page.text
    }

    private var title: String { "\(report.summary.benchmark) · Tally" }

    private var answers: ReportAnswers { ReportAnswers(report: report) }

    private var head: HTML {
        let dataset = report.summary.dataset
        let day = report.experiments.map(\.created).max()?.day ?? ""
        return """
            <p class="crumb"><b>Tally</b> \(report.summary.benchmark) · \(dataset.name) \(dataset.version), \
            \(NumberText.grouped(dataset.cases)) documents · \(day)</p>\(warnings)<h1>\(answers.headline)</h1>
            """
    }

    private var warnings: HTML {
        let cautions = report.remarks.map { remark -> HTML in
            remark.weight == .note
                ? "<li>\(remark.text)</li>" : "<li class=\"caution\">\(remark.text)</li>"
        }
        return cautions.isEmpty ? "" : "<ul class=\"cautions\">\(cautions)</ul>"
    }

    private func sections() throws -> HTML {
        var all: [(id: String, title: String, body: HTML)] = [
            ("runs", "Runs", "\(RunsSection(report: report).html)"),
            ("spend", "Spend", SpendSection(report: report).html),
            (
                "errors-cost", "When a wrong document costs you something",
                ErrorCostSection(report: report).html
            ),
            ("errors", "What is wrong", ErrorsSection(report: report).html),
            ("latency", "Time", LatencySection(report: report).html),
            ("documents", "Documents", try CasesSection(report.cases, compress: compress).html()),
            ("cache", "Caches", CacheSection(reports: report.caches).html),
            ("activity", "Tool usage by hour", ActivitySection(report: report).html),
            (
                "configuration", "What was different",
                ConfigurationSection(report: report).differences
            ),
        ]
        if let comparison = report.comparison {
            let pairs = comparison.pairs.map { PairSection(pair: $0, comparison: comparison).html }
            all.insert(("pairs", "Case by case", HTML(pairs)), at: 1)
        }
        all = all.filter { !$0.body.isEmpty }
        let links = all.dropFirst().map { "<a href=\"#\($0.id)\">\($0.title)</a>" as HTML }
        let body = all.dropFirst().map { section -> HTML in
            "<section id=\"\(section.id)\" aria-labelledby=\"\(section.id)-title\"><h2 id=\"\(section.id)-title\">\(section.title)</h2>\(section.body)</section>\n"
        }
        return """
            \(cards)<p class="note rule-text">\(answers.rule)</p><section id="runs" class="lead" aria-label="The runs"><div>\(all[0].body)</div>\
            \(CostAccuracySection(report: report).html)</section><nav aria-label="Sections">\(links)</nav>
            \(body)
            """
    }

    /// What a reader came for, before anything else.
    private var cards: HTML {
        func card(_ question: String, _ lines: [ReportAnswers.Line]) -> HTML {
            let body = lines.map { line -> HTML in
                // A number and its per cent stay on one line.
                let text = line.text.replacing(" %", with: "\u{A0}%")
                return line.lead.isEmpty
                    ? "<p>\(text)</p>" : "<p><b>\(line.lead)</b> \(text)</p>"
            }
            return "<section><h2>\(question)</h2>\(body)</section>"
        }
        let all = [
            card("How sure?", answers.certainty), card("At what cost?", answers.cost),
            card("Where does it fail?", answers.failures),
        ]
        return "<div class=\"answers\">\(all)</div>"
    }

    private var foot: HTML {
        """
        <h2>Where this comes from</h2>\(ConfigurationSection(report: report).provenance)\
        <p class="note">Intervals are of 95 %; how each is made stands in Tally’s docs/statistics.md. Costs are at \
        \(report.comparison.map { "the prices \($0.prices)" } ?? "the prices stored with each run"). \
        This file holds everything it shows and loads nothing.</p>
        """
    }

    /// What the sliders and inputs compute with, by run.
    private var numbers: HTML {
        let runs = report.runs.map { run -> JSONValue in
            let cost = run.summary.cost.perDocument?.value
            return [
                "name": .string(run.summary.name), "observed": .optional(cost),
                "uncached": .optional(run.uncached), "cached": .optional(run.cached),
                "accuracy": .optional(run.summary.documentExact?.value),
                "reviews": .object(
                    JSONObject(
                        run.reviews.sorted { $0.key < $1.key }.map { flag, share in
                            (flag, [.number(share.flagged), .number(share.missed)])
                        }
                    )
                ),
            ]
        }
        return CasesSection.script(
            "numbers",
            ["runs": .array(runs), "volume": .optional(report.economics?.volume)]
        )
    }
}
