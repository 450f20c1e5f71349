internal import TallyCore

/// How long answers took: distributions, percentiles, the first token, tokens a second, and what was cut off.
struct LatencySection {
    let report: EvaluationReport

    var html: HTML {
        guard let plain = plot(title: "Service time", \.latency) else {
            let hits = report.runs.reduce(0) { $0 + $1.summary.cache.responseHits }
            return hits > 0
                ? "<p>No time was measured: every answer came from the response cache.</p>"
                : "<p>No time was measured.</p>"
        }
        var charts: HTML = figure(
            plain,
            "Share of documents answered within a time, from the moment the request left. \(censoring)"
        )
        if report.runs.contains(where: { !$0.latencyWithHits.isEmpty }),
            let with = plot(
                title: "Service time, answers of the response cache counted as at once",
                { $0.latencyWithHits.isEmpty ? $0.latency : $0.latencyWithHits }
            )
        {
            charts = """
                <div class="switch"><input type="checkbox" id="hits"><label for="hits">count answers of the response \
                cache, which are there at once</label><div class="off">\(charts)</div><div class="on">\(figure(with, "The same with answers of the response cache at 0 s."))</div></div>
                """
        }
        if let first = plot(title: "Time to first token", \.firstToken) {
            charts += figure(
                first,
                "Share of streamed answers whose first token came within a time."
            )
        }
        return "<div class=\"grid\">\(charts)</div>\(table)"
    }

    private func figure(_ plot: Plot, _ caption: String) -> HTML {
        "<figure>\(PlotRenderer(plot).svg)<figcaption>\(caption)</figcaption></figure>"
    }

    private var censoring: String {
        let cut = report.runs.filter { $0.summary.latency.censored > 0 }
        guard !cut.isEmpty else { return "Nothing ran into its deadline." }
        let list = cut.map { "\($0.summary.name) \($0.summary.latency.censored)" }
        return
            "Cut off by a deadline, and known only to take longer (Kaplan–Meier): \(list.joined(separator: ", "))."
    }

    /// A distribution of each run that has one; `nil` where none has.
    func plot(title: String, _ curve: (ReportedRun) -> [ReportedRun.CurvePoint]) -> Plot? {
        let curves = report.runs.map(curve)
        let all = curves.flatMap { $0.map(\.seconds) }.filter { $0 > 0 }
        guard let least = all.min(), let most = all.max() else { return nil }
        let floor = max(least, most / 10_000)
        var plot = Plot(
            title: title,
            description: report.runs.map { run in
                let p50 = run.summary.latency.p50.map { NumberText.seconds($0.value) } ?? "?"
                return "\(run.summary.name): median \(p50) s"
            }.joined(separator: "; "),
            x: .values("seconds (logarithmic)", Scale(logarithmic: [floor, most])) {
                Self.text($0)
            },
            y: .values("documents, %", Scale(linear: [0, 1])) {
                NumberText.fixed($0 * 100, decimals: 0)
            }
        )
        for q in [0.5, 0.95] {
            plot.marks.append(.rule(x: nil, y: q, label: q == 0.5 ? "p50" : "p95"))
        }
        for (index, points) in curves.enumerated() {
            guard let first = points.first, let last = points.last else { continue }
            let start = Plot.Point(first.seconds, 0)
            let stairs =
                [start] + points.map { Plot.Point($0.seconds, $0.share) }
                + [Plot.Point(.infinity, last.share)]
            plot.marks.append(.line(stairs, .run(index), isStairs: true))
        }
        return plot
    }

    private static func text(_ seconds: Double) -> String {
        seconds < 1
            ? NumberText.fixed(seconds, decimals: seconds < 0.01 ? 3 : seconds < 0.1 ? 2 : 1)
            : NumberText.fixed(seconds, decimals: 0)
    }

    private var table: HTML {
        var table = DataTable(
            "Seconds, with 95 % intervals",
            [
                .text("run"), .number("p50"), .number("p90"), .number("p95"), .number("p99"),
                .number("first token p50"), .number("p95"), .number("tokens/s"), .number("n"),
                .number("cut off"), .number("from cache"),
            ]
        )
        for (index, run) in report.runs.enumerated() {
            let latency = run.summary.latency
            let times = [
                latency.p50, latency.p90, latency.p95, latency.p99, latency.firstTokenP50,
                latency.firstTokenP95,
            ]
            table.add(
                [ReportNumbers.name(run.summary.name, index) + ReportNumbers.marks(of: run.summary)]
                    + times.map(ReportNumbers.seconds) + [
                        run.tokenRate.map { "\(NumberText.fixed($0.value, decimals: 0))" } ?? "–",
                        "\(latency.n)", "\(latency.censored)",
                        "\(run.summary.cache.responseHits)",
                    ]
            )
        }
        return table.html
            + "<p class=\"note\">A time is that of the attempt that counts, without waits; answers of the response cache, warm-up calls and repeats after the first are not in it. A percentile needs n ≥ 1/(1−q). Tokens/s: output tokens over the time after the first token, or over the whole time where nothing was streamed; the median.</p>"
    }
}
