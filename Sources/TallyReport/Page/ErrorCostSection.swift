internal import TallyCore

/// What a document costs in all, with reviews and with errors that nobody saw, as a function of what these cost.
struct ErrorCostSection {
    let report: EvaluationReport

    var html: HTML {
        guard !report.choice.options.isEmpty else {
            return "<p>No run has both a score and a price.</p>"
        }
        let chart: HTML =
            plot.map { plot in
                "<figure>\(PlotRenderer(plot).svg)<figcaption>What a document costs in all, when every wrong one costs so much; the lowest line is the one to take. Nothing is reviewed.</figcaption></figure>"
            } ?? ""
        return "<div class=\"grid\">\(chart)<div>\(turns)\(calculator)</div></div>"
    }

    private var turns: HTML {
        let steps = report.choice.steps
        guard steps.count > 1 else {
            let name = steps.first?.option.name ?? ""
            return "<p>Whatever a wrong document costs, \(name) costs least in all.</p>"
        }
        var table = DataTable(
            "Who costs least in all",
            [
                .number("a wrong document costs"), .text("take"),
                .text("more accurate than the one before"),
            ]
        )
        for (index, step) in steps.enumerated() {
            let next =
                index + 1 < steps.count
                ? " to \(MoneyText.short(steps[index + 1].from))" : " or more"
            table.add([
                "\(MoneyText.short(step.from))\(next)",
                ReportNumbers.name(step.option.name, step.option.run),
                Self.gain(step, isFirst: index == 0),
            ])
        }
        return table.html
    }

    private static func gain(_ step: ErrorCostChoice.Step, isFirst: Bool) -> HTML {
        if isFirst { return "" }
        guard let difference = step.gain?.accuracy.difference else { return "not comparable" }
        let points =
            "\(ChangeText.points(difference.value)) points [\(ChangeText.points(difference.low)), \(ChangeText.points(difference.high))]"
        return difference.low > 0 ? "\(points)" : "\(points), <b>not settled</b>"
    }

    private var calculator: HTML {
        var table = DataTable(
            "Dollars a document in all",
            [
                .text("run"), .number("billed"), .number("reviews"), .number("errors"),
                .number("in all"),
            ]
        )
        for option in report.choice.options {
            table.add([
                ReportNumbers.name(option.name, option.run), "\(MoneyText.short(option.cost))",
                "<output data-aftermath=\"review\" data-run=\"\(option.run)\">–</output>",
                "<output data-aftermath=\"error\" data-run=\"\(option.run)\">–</output>",
                "<output data-aftermath=\"sum\" data-run=\"\(option.run)\">–</output>",
            ])
        }
        let economics = report.economics
        return """
            <form class="inputs" data-live hidden><label>$ for an error nobody saw <input type="number" id="error-cost" min="0" step="any" \
            value="\(Self.number(economics?.error ?? 1))"></label><label>$ for a person’s look <input type="number" id="review-cost" min="0" step="any" \
            value="\(Self.number(economics?.review ?? 0.25))"></label><label>who is looked at <select id="review-flag">\(flags)</select></label></form>\
            <div data-live hidden>\(table.html)<p class="note" id="aftermath-note" aria-live="polite"></p></div>
            """
    }

    private var flags: HTML {
        let stated = report.economics?.flag
        let choices: [(String, String)] = [
            ("none", "nobody"), (Economics.Flag.schemaValid.rawValue, "answers off the schema"),
            (Economics.Flag.reconciles.rawValue, "answers whose amounts do not add up"),
        ]
        return HTML(
            choices.map { value, words in
                let isChosen = value == (stated?.rawValue ?? "none")
                let mark: HTML = isChosen ? " selected" : ""
                return "<option value=\"\(value)\"\(mark)>\(words)</option>"
            }
        )
    }

    private static func number(_ value: Double) -> String { JSONValue.number(value).jsonText }

    /// Lines of cost in all against the cost of an error, up to twice the last turn.
    var plot: Plot? {
        let options = report.choice.options
        guard options.count > 1 else { return nil }
        let turn = report.choice.steps.last?.from ?? 0
        let most = max(turn * 2, report.economics?.error ?? 0)
        let end = most > 0 ? most : 1
        let scale = Scale(linear: [0, end])
        let sums = options.flatMap { [$0.total(at: 0), $0.total(at: scale.high)] }
        var plot = Plot(
            title: "Cost in all against the cost of a wrong document",
            description: report.choice.steps.map {
                "from \(MoneyText.short($0.from)) on \($0.option.name) costs least"
            }.joined(separator: "; "),
            x: .values("dollars a wrong document costs", scale) {
                MoneyText.short($0)
            },
            y: .values("dollars a document in all", Scale(linear: sums, includingZero: true)) {
                MoneyText.short($0)
            }
        )
        for option in options {
            plot.marks.append(
                .line(
                    [
                        Plot.Point(0, option.cost),
                        Plot.Point(scale.high, option.total(at: scale.high)),
                    ],
                    .run(option.run)
                )
            )
        }
        for step in report.choice.steps.dropFirst() {
            plot.marks.append(.rule(x: step.from, y: nil, label: MoneyText.short(step.from)))
        }
        return plot
    }
}
