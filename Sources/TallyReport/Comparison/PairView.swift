internal import TallyCore

/// One candidate against the baseline, for a person.
struct PairView {
    private let pair: Comparison.Pair
    private let comparison: Comparison

    init(_ pair: Comparison.Pair, _ comparison: Comparison) {
        self.pair = pair
        self.comparison = comparison
    }

    func lines(width: Int, style: TextStyle) -> [String] {
        var lines = TextWrap.lines(heading, width: width).map { style.apply(.heading, to: $0) }
        for remark in pair.remarks {
            let look: TextLook = remark.weight == .caution ? .caution : .faint
            let text = TerminalText.sanitize("! " + remark.text)
            lines += TextWrap.lines(text, width: width).map { style.apply(look, to: $0) }
        }
        lines.append("")
        lines += metricTable(width: width).lines(width: width, style: style)
        lines += flipLines.flatMap { TextWrap.lines($0, width: width) }
        lines += block(fieldTable, pair.fields.count, width, style)
        lines += block(sliceTable, pair.slices.count, width, style)
        lines += HeatMap(pair.errorKinds, width: width).lines(style: style)
        lines += monthlyLines(width: width, style: style)
        return lines
    }

    private func block(_ table: TextTable, _ count: Int, _ width: Int, _ style: TextStyle)
        -> [String]
    {
        guard count > 0 else { return [] }
        var lines = [""] + table.lines(width: width, style: style)
        if count > ComparisonView.mostRows {
            lines.append("and \(count - ComparisonView.mostRows) more; --json lists all")
        }
        return lines
    }

    private var heading: String {
        let cases = pair.cases
        var parts = [
            "\(pair.candidate.name) against \(comparison.baseline.name)",
            "\(cases.count) \(chosen)",
        ]
        if cases.leftOut > 0 { parts.append("\(cases.leftOut) others left out") }
        if cases.unscored > 0 { parts.append("\(cases.unscored) without a score") }
        return TerminalText.sanitize(parts.joined(separator: " · "))
    }

    private var chosen: String {
        let noun = pair.cases.count == 1 ? "case" : "cases"
        return switch pair.cases.choice {
        case .all: noun
        case .prefix: "\(noun), the first of the seeded order that both have"
        case .shared: "\(noun) that both have"
        }
    }

    private func metricTable(width: Int) -> TextTable {
        named(width: width) { baseline, candidate in
            var table = TextTable(columns: [
                .init("", .left), .init(baseline), .init(candidate), .init("difference"),
                .init("95 %", .left), .init("p"), .init("p adj."),
            ])
            for metric in pair.metrics { table.add(cells(MetricText(metric: metric))) }
            return table
        }
    }

    /// With the runs' names over their columns where these fit; the heading has them anyway.
    private func named(width: Int, _ table: (String, String) -> TextTable) -> TextTable {
        let named = table(comparison.baseline.name, pair.candidate.name)
        return named.naturalWidth(gap: 2) <= width ? named : table("baseline", "candidate")
    }

    private func cells(_ text: MetricText, title: String? = nil) -> [TextTable.Cell] {
        let look: TextLook = text.isSettled ? .normal : .faint
        return [
            .init(title ?? text.title), .init(text.baseline), .init(text.candidate),
            .init(text.difference, look), .init(text.interval, .faint), .init(text.p, .faint),
            .init(text.adjusted, .faint),
        ]
    }

    private var flipLines: [String] {
        guard let flips = pair.flips else { return [] }
        var line = "\(flips.lost.count) lost, \(flips.gained.count) won"
        if let mid = flips.midP, let exact = flips.exactP {
            line += " · McNemar mid-p \(ChangeText.p(mid)), exact \(ChangeText.p(exact))"
        }
        return [line] + named("lost", flips.lost) + named("won", flips.gained)
    }

    private func named(_ word: String, _ ids: [String]) -> [String] {
        guard !ids.isEmpty else { return [] }
        let most = ComparisonView.mostNamed
        let rest = ids.count > most ? " and \(ids.count - most) more" : ""
        let list = ids.prefix(most).map(TerminalText.sanitize).joined(separator: ", ")
        return ["  \(word): \(list)\(rest)"]
    }

    private var fieldTable: TextTable {
        var table = TextTable(columns: Self.columns("field right, %"))
        for metric in pair.fields.prefix(ComparisonView.mostRows) {
            table.add(cells(MetricText(metric: metric)))
        }
        return table
    }

    private var sliceTable: TextTable {
        var table = TextTable(columns: Self.columns("exact by tag, %"))
        for slice in pair.slices.prefix(ComparisonView.mostRows) {
            let title = "\(slice.tag) (\(slice.metric.difference.n))"
            table.add(cells(MetricText(metric: slice.metric), title: title))
        }
        return table
    }

    private static func columns(_ title: String) -> [TextTable.Column] {
        [
            .init(title, .left, minimum: 16, keepsEnds: true), .init("baseline"),
            .init("candidate"), .init("points"), .init("95 %", .left), .init("p"), .init("p adj."),
        ]
    }

    private func monthlyLines(width: Int, style: TextStyle) -> [String] {
        guard let monthly = pair.monthly else { return [] }
        let volume = NumberText.fixed(monthly.volume, decimals: 0)
        let table = named(width: width) { baseline, candidate in
            var table = TextTable(columns: [
                .init("a month of \(volume) documents", .left), .init(baseline),
                .init("95 %", .left), .init(candidate), .init("95 %", .left),
            ])
            func add(_ title: String, _ left: Estimate?, _ right: Estimate?) {
                table.add([
                    .init(title), .init(left.map { MoneyText.short($0.value) } ?? "unpriced"),
                    .init(Self.range(left), .faint),
                    .init(right.map { MoneyText.short($0.value) } ?? "unpriced"),
                    .init(Self.range(right), .faint),
                ])
            }
            let (base, other) = (monthly.baseline, monthly.candidate)
            add("as observed", base.asObserved, other.asObserved)
            add("nothing cached", base.uncached, other.uncached)
            if let rate = monthly.promptCacheRate {
                let title = "\(NumberText.percent(rate)) % of prompts cached"
                add(title, base.atStatedRate, other.atStatedRate)
            }
            return table
        }
        return [""] + table.lines(width: width, style: style)
    }

    private static func range(_ estimate: Estimate?) -> String {
        guard let estimate, estimate.method != "exact" else { return "" }
        return "\(MoneyText.short(estimate.low))–\(MoneyText.short(estimate.high))"
    }
}
