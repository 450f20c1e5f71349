internal import TallyCore

/// Cost against accuracy: each run with its intervals, the hull of the choices, and cascades between two of them.
struct CostAccuracySection {
    let report: EvaluationReport

    /// `nil` with fewer than two runs that have a score and a price.
    var plot: Plot? {
        let shown = report.runs.enumerated().compactMap { index, run in
            place(of: run.summary).map { (index, run.summary, $0) }
        }
        guard shown.count > 1 else { return nil }
        let costs = shown.flatMap {
            [$0.2.x] + ($0.1.cost.perDocument.map { [$0.low, $0.high] } ?? [])
        }
        let shares = shown.flatMap {
            [$0.2.y] + ($0.1.documentExact.map { [$0.low, $0.high] } ?? [])
        }
        let positive = costs.filter { $0 > 0 }
        let isWide =
            costs.allSatisfy { $0 > 0 }
            && (positive.max() ?? 1) > 8 * (positive.min() ?? 1)
        let x = isWide ? Scale(logarithmic: costs) : Scale(linear: costs, includingZero: true)
        var plot = Plot(
            title: "Cost against accuracy",
            description: shown.map { tip($0.1) }.joined(separator: "; "),
            x: .values("dollars a document" + (isWide ? " (logarithmic)" : ""), x) {
                MoneyText.short($0)
            },
            y: .values("documents exact, %", Scale(linear: shares)) {
                NumberText.fixed($0 * 100, decimals: 0)
            }
        )
        if let curve { plot.marks.append(.line(Self.mixed(curve), .faint)) }
        let hull = report.choice.steps.map { Plot.Point($0.option.cost, $0.option.accuracy) }
        if hull.count > 1 { plot.marks.append(.line(Self.mixed(hull), Plot.Look(name: "hull"))) }
        for (index, run, point) in shown {
            plot.marks.append(
                .point(
                    point,
                    x: Self.range(run.cost.perDocument),
                    y: Self.range(run.documentExact),
                    .run(index, isHollow: run.isSimulated),
                    shape: index,
                    label: run.name,
                    tip: tip(run)
                )
            )
        }
        return plot
    }

    var html: HTML {
        guard let plot else {
            return
                "<p class=\"note\">A chart of cost against accuracy needs two runs with a score and a price.</p>"
        }
        var legend = "Up and to the left is better; crosses are 95 % intervals."
        if report.choice.steps.count > 1 {
            legend += " The line: random mixes of the choices; what lies above it is worth more."
        }
        if let cascade = report.cascade, curve != nil {
            legend +=
                " Dashed: \(cascade.cheap.name) first, \(cascade.strong.name) in doubt (by \(policy ?? ""), from these answers)."
        }
        if report.runs.contains(where: \.summary.isSimulated) {
            legend += " Open shapes: simulated."
        }
        return "<figure>\(PlotRenderer(plot).svg)<figcaption>\(legend)</figcaption></figure>"
    }

    /// The same line with points in between: a random mix of two is straight in dollars, and bent on a logarithmic axis.
    private static func mixed(_ points: [Plot.Point]) -> [Plot.Point] {
        zip(points, points.dropFirst()).flatMap { from, to in
            (0..<12).map { step in
                let share = Double(step) / 12
                return Plot.Point(
                    from.x + share * (to.x - from.x),
                    from.y + share * (to.y - from.y)
                )
            }
        } + points.suffix(1)
    }

    private func place(of run: RunSummary) -> Plot.Point? {
        guard let cost = run.cost.perDocument?.value, let exact = run.documentExact?.value else {
            return nil
        }
        return Plot.Point(cost, exact)
    }

    private func tip(_ run: RunSummary) -> String {
        let cost = run.cost.perDocument.map { MoneyText.short($0.value) } ?? "unpriced"
        let exact = run.documentExact.map { NumberText.percent($0.value) } ?? "?"
        return "\(run.name): \(exact) % exact at \(cost) a document"
    }

    private static func range(_ estimate: Estimate?) -> ClosedRange<Double>? {
        guard let estimate, estimate.low < estimate.high else { return nil }
        return estimate.low...estimate.high
    }

    /// The policy that the cascade's curve is of: the verdict's, else the best one by its gain.
    private var outcome: CascadeReport.Outcome? {
        guard let cascade = report.cascade, cascade.isPriced else { return nil }
        let named = cascade.outcomes.first { $0.policy.rawValue == cascade.verdict?.winner }
        return named ?? cascade.outcomes.max { ($0.gain?.value ?? -1) < ($1.gain?.value ?? -1) }
    }

    private var policy: String? { outcome.map { ReportNumbers.words($0.policy.rawValue) } }

    private var curve: [Plot.Point]? {
        let points = outcome?.curve.compactMap { point in
            point.cost.map { Plot.Point($0, point.accuracy) }
        }
        guard let points, points.count > 1 else { return nil }
        return points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    }
}
