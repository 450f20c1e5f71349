package import TallyCore

/// A study of cascades for a terminal: the models alone, each policy, the oracle, and what it means.
///
/// From about 120 columns on a row takes one line; below that its intervals stand on a second one.
package struct CascadeView: Sendable {
    let report: CascadeReport

    package init(_ report: CascadeReport) { self.report = report }

    package func text(width: Int, style: TextStyle = .plain) -> String {
        let words = CascadeText(report: report)
        func wrapped(_ text: String) -> [String] {
            TextWrap.lines(TerminalText.sanitize(text), width: width)
        }
        var lines = [style.apply(.heading, to: TerminalText.sanitize(words.heading))]
        lines += words.cautions.flatMap(wrapped).map { style.apply(.caution, to: $0) }
        lines += wrapped(words.goal) + [""]
        lines += tableLines(width: width, style: style) + [""]
        lines += words.thresholds.flatMap(wrapped) + [""]
        lines += predictions.flatMap(wrapped)
        lines += wrapped(legend).map { style.apply(.faint, to: $0) } + [""]
        lines += wrapped(words.verdict)
        return lines.joined(separator: "\n") + "\n"
    }

    private func tableLines(width: Int, style: TextStyle) -> [String] {
        let choices = [(table(isWide: true), 2), (table(isWide: false), 2)]
        let (table, gap) =
            choices.first { $0.0.naturalWidth(gap: $0.1) <= width } ?? (table(isWide: false), 1)
        return table.lines(width: width, gap: gap, style: style)
    }

    private func table(isWide: Bool) -> TextTable {
        let titles = ["doc-exact", "$/doc", "s/doc", "handed over", "vs strong", "vs mix"]
        var table = TextTable(
            columns: [.init("", .left, minimum: 12, keepsEnds: true)] + titles.map { .init($0) }
        )
        func add(_ name: String, _ cells: [CascadeCell]) {
            if isWide {
                table.add([.init(name)] + cells.map { .init($0.joined) })
            } else {
                table.add([.init(name)] + cells.map { .init($0.value) })
                guard cells.contains(where: { !$0.range.isEmpty }) else { return }
                table.add([""] + cells.map { .init($0.range, .faint) })
            }
        }
        add("\(report.cheap.name) alone", alone(report.cheap, handedOver: 0))
        add("\(report.strong.name) alone", alone(report.strong, handedOver: nil))
        for outcome in report.outcomes { add(outcome.policy.rawValue, cells(outcome)) }
        if let best = report.oracle.last {
            add(
                "oracle",
                [
                    .init(NumberText.percent(best.accuracy)),
                    .init(best.cost.map { MoneyText.short($0) }),
                    .init(best.latency.map { NumberText.seconds($0) }),
                    .init(NumberText.percent(best.escalated)), .none, .none,
                ]
            )
        }
        return table
    }

    private func alone(_ run: CascadeReport.Run, handedOver: Double?) -> [CascadeCell] {
        [
            .percent(run.accuracy), .dollars(run.cost), .seconds(run.latency),
            .init(handedOver.map { NumberText.percent($0) }), .none, .none,
        ]
    }

    private func cells(_ outcome: CascadeReport.Outcome) -> [CascadeCell] {
        [
            .percent(outcome.accuracy), .dollars(outcome.cost), .seconds(outcome.latency),
            .percent(outcome.escalated), .points(outcome.accuracyDifference),
            .points(outcome.gain),
        ]
    }

    private var predictions: [String] {
        let lines = report.outcomes.compactMap { outcome -> String? in
            guard let prediction = outcome.prediction else { return nil }
            var parts = [
                "exact \(CascadeCell.percent(prediction.accuracy).joined) %",
                "handed over \(CascadeCell.percent(prediction.escalated).joined) %",
            ]
            if let cost = prediction.cost {
                parts.append(
                    "\(MoneyText.short(cost.value)) "
                        + "[\(MoneyText.short(cost.low))–\(MoneyText.short(cost.high))] a document"
                )
            }
            return "\(outcome.policy.rawValue) on \(prediction.cases) other cases: "
                + parts.joined(separator: ", ")
        }
        return lines.isEmpty ? [] : ["foretold:"] + lines + [""]
    }

    private var legend: String {
        "Per cent; vs strong: points of accuracy less \(report.strong.name) alone; vs mix: points more "
            + "than handing over a random share at equal cost; oracle: what knowing every gain would reach."
    }
}

/// A value with its interval, apart so that they can stand below each other.
struct CascadeCell {
    static let none = CascadeCell(nil)

    var value: String
    var range = ""

    init(_ value: String?, range: String = "") {
        self.value = value ?? "-"
        self.range = range
    }

    var joined: String { range.isEmpty ? value : "\(value) [\(range)]" }

    static func percent(_ estimate: Estimate?) -> CascadeCell {
        guard let estimate else { return none }
        return CascadeCell(
            NumberText.percent(estimate.value),
            range: "\(NumberText.percent(estimate.low))–\(NumberText.percent(estimate.high))"
        )
    }

    /// Points of a difference, with their sign.
    static func points(_ estimate: Estimate?) -> CascadeCell {
        guard let estimate else { return none }
        return CascadeCell(
            points(estimate.value),
            range: estimate.low.isFinite ? "\(points(estimate.low)), \(points(estimate.high))" : ""
        )
    }

    static func dollars(_ estimate: Estimate?) -> CascadeCell {
        guard let estimate else { return none }
        let side = max(estimate.high - estimate.value, estimate.value - estimate.low)
        let share = estimate.value > 0 ? side / estimate.value * 100 : 0
        let range = share > 0 && share.isFinite ? "±\(NumberText.fixed(share, decimals: 0))%" : ""
        return CascadeCell(MoneyText.short(estimate.value), range: range)
    }

    static func seconds(_ estimate: Estimate?) -> CascadeCell {
        CascadeCell(estimate.map { NumberText.seconds($0.value) })
    }

    private static func points(_ value: Double) -> String {
        (value > 0 ? "+" : "") + NumberText.fixed(value * 100, decimals: 1)
    }
}
