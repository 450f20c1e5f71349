internal import TallyCore

/// When documents came, through which tools, and whether promises were kept.
struct ActivitySection {
    let report: EvaluationReport

    private static let mostHours = 72

    var html: HTML {
        HTML(report.experiments.compactMap(\.operations).map(part))
    }

    private func part(_ operations: OperationsReport) -> HTML {
        let chart: HTML =
            plot(of: operations.activity).map { plot in
                "<figure>\(PlotRenderer(plot).svg)<figcaption>\(plot.description)</figcaption></figure>"
            } ?? ""
        return
            "<div class=\"grid\">\(chart)<div>\(tools(operations.activity))\(promises(operations))</div></div>"
    }

    /// Documents by hour, stacked by tool; `nil` where no hour is known.
    func plot(of activity: OperationsReport.Activity) -> Plot? {
        guard let first = activity.hours.keys.min(), let last = activity.hours.keys.max() else {
            return nil
        }
        // Over many hours several share a bar.
        let width = max(1, (last - first + Self.mostHours) / Self.mostHours)
        let count = (last - first) / width + 1
        let tools = activity.tools.keys.sorted()
        var sums = Array(repeating: [Int](repeating: 0, count: tools.count), count: count)
        for (hour, counts) in activity.hours {
            for (tool, number) in counts {
                guard let index = tools.firstIndex(of: tool) else { continue }
                sums[(hour - first) / width][index] += number
            }
        }
        let unit = width == 1 ? "hour" : "\(width) hours"
        let start = activity.isByArrival ? "recorded arrivals" : "times of the run, UTC"
        var plot = Plot(
            title: "Tool usage by hour",
            description: "Documents by \(unit) and tool, by \(start): "
                + tools.map { "\($0) \(NumberText.grouped(activity.tools[$0] ?? 0))" }.joined(
                    separator: ", "
                ) + ".",
            x: .bands((0..<count).map { Self.name(first + $0 * width, activity) }),
            y: .values(
                "documents",
                Scale(linear: sums.map { Double($0.reduce(0, +)) }, includingZero: true)
            ) { NumberText.fixed($0, decimals: 0) }
        )
        plot.height = 220
        for (band, counts) in sums.enumerated() {
            var reached = 0
            for (index, number) in counts.enumerated() where number > 0 {
                plot.marks.append(
                    .bar(
                        band: band,
                        from: Double(reached),
                        to: Double(reached + number),
                        .run(index),
                        label: "",
                        tip:
                            "\(Self.name(first + band * width, activity)), \(tools[index]): \(number)"
                    )
                )
                reached += number
            }
        }
        return plot
    }

    private static func name(_ hour: Int, _ activity: OperationsReport.Activity) -> String {
        if activity.isByArrival { return "+\(hour)h" }
        let text = Moment(milliseconds: Int64(hour) * 3_600_000).iso8601
        return String(text.dropFirst(11).prefix(5))
    }

    private func tools(_ activity: OperationsReport.Activity) -> HTML {
        guard !activity.tools.isEmpty else { return "" }
        var table = DataTable("Documents by tool and user", [.text(""), .number("documents")])
        for (index, tool) in activity.tools.keys.sorted().enumerated() {
            table.add([
                ReportNumbers.name(tool, index), "\(NumberText.grouped(activity.tools[tool] ?? 0))",
            ])
        }
        for (user, count) in activity.users.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) })
            .prefix(8)
        {
            table.add(["user \(user)", "\(NumberText.grouped(count))"])
        }
        return table.html
    }

    private func promises(_ operations: OperationsReport) -> HTML {
        var table = DataTable(
            "Service level",
            [
                .text("run"), .text("promise"), .number("target, %"), .number("measured, %"),
                .text("verdict"),
            ]
        )
        for run in operations.runs {
            for promise in run.promises {
                table.add(
                    [
                        "<bdi>\(run.name)</bdi>", "\(promise.words)",
                        "\(NumberText.percent(promise.target))",
                        ReportNumbers.share(promise.estimate), "\(promise.verdict.rawValue)",
                    ],
                    look: promise.verdict == .missed ? "bad" : ""
                )
            }
        }
        return table.isEmpty ? "" : table.html
    }
}
