package import TallyCore

/// A plan of receipts for a person, and as `tally.power/1`.
package struct PowerView: Sendable {
    package static let schema = "tally.power/1"

    private let plan: PowerPlan

    package init(_ plan: PowerPlan) { self.plan = plan }

    package func text(width: Int, style: TextStyle = .plain) -> String {
        var lines = TextWrap.lines(heading, width: width).map { style.apply(.heading, to: $0) }
        for remark in plan.remarks {
            lines += TextWrap.lines("! " + TerminalText.sanitize(remark.text), width: width)
                .map { style.apply(.caution, to: $0) }
        }
        lines.append("")
        lines += table.lines(width: width, style: style)
        if !plan.detectable.isEmpty {
            lines.append("")
            lines += plan.detectable.flatMap { TextWrap.lines(line($0), width: width) }
        }
        lines.append("")
        lines += TextWrap.lines(legend, width: width).map { style.apply(.faint, to: $0) }
        return lines.joined(separator: "\n") + "\n"
    }

    private var heading: String {
        var text: String
        switch plan.basis {
        case .pilot(let baseline, let candidate, let cases, let isSimulated):
            text = "pilot: \(candidate) against \(baseline), \(cases) cases"
            if isSimulated { text += " (simulated: plans nothing for a real model)" }
        case .stated: text = "as stated"
        }
        if let discordance = plan.discordance {
            text += " · \(NumberText.percent(discordance)) % come out otherwise"
        }
        return TerminalText.sanitize(text)
    }

    private var table: TextTable {
        var table = TextTable(columns: [
            .init("metric", .left), .init("to show", .left),
            .init("receipts"),
        ])
        let hasPilot = plan.questions.contains { $0.casesAsObserved != nil }
        if hasPilot { table.columns.append(.init("as in pilot")) }
        for question in plan.questions {
            var cells: [TextTable.Cell] = [
                .init(question.metric), .init(Self.words(question.kind, question.size)),
                .init(Self.count(question.cases)),
            ]
            if hasPilot {
                let isAsked = question.kind != .difference
                cells.append(.init(isAsked ? Self.count(question.casesAsObserved) : "", .faint))
            }
            table.add(cells)
        }
        return table
    }

    private static func words(_ kind: PowerPlan.Question.Kind, _ size: Double) -> String {
        let percent = NumberText.fixed(
            size * 100,
            decimals: (size * 100).rounded() == size * 100 ? 0 : 1
        )
        let points = percent == "1" ? "point" : "points"
        return switch kind {
        case .difference: "a difference of \(percent) \(points)"
        case .nonInferior: "non-inferior within \(percent) \(points)"
        case .increase: "grows by at most \(percent) %"
        }
    }

    private static func count(_ cases: Int?) -> String {
        guard let cases else { return "none" }
        var digits = String(cases)
        var index = digits.count - 3
        while index > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: index))
            index -= 3
        }
        return digits
    }

    private func line(_ found: PowerPlan.Detectable) -> String {
        let start = "with \(Self.count(plan.cases)) receipts, \(found.metric): "
        guard let size = found.size else { return start + "nothing is found with this power" }
        return start + Self.words(found.kind, (size * 1000).rounded(.up) / 1000) + " and more"
    }

    private var legend: String {
        "Receipts for a chance of \(NumberText.wholePercent(plan.power)) %: differences two-sided at 5 % (McNemar where trials are single and independent), margins one-sided at 5 % "
            + "were there no true difference (Tango's score), or were it the pilot's. none: no number is enough."
    }

    package var json: JSONValue {
        var basis: JSONValue = "stated"
        if case .pilot(let baseline, let candidate, let cases, let isSimulated) = plan.basis {
            basis = [
                "baseline": .string(baseline), "candidate": .string(candidate),
                "cases": .number(cases), "simulated": .bool(isSimulated),
            ]
        }
        return [
            "schema": .string(Self.schema), "basis": basis,
            "discordance": .optional(plan.discordance), "power": .number(plan.power),
            "alpha": .number(plan.alpha), "remarks": EstimateJSON.remarks(plan.remarks),
            "questions": .array(
                plan.questions.map { question in
                    [
                        "metric": .string(question.metric), "kind": .string(question.kind.rawValue),
                        "size": .number(question.size), "cases": .optional(question.cases),
                        "cases_as_observed": .optional(question.casesAsObserved),
                    ]
                }
            ),
            "cases": .number(plan.cases),
            "detectable": .array(
                plan.detectable.map { found in
                    [
                        "metric": .string(found.metric), "kind": .string(found.kind.rawValue),
                        "size": .optional(found.size),
                    ]
                }
            ),
        ]
    }
}
