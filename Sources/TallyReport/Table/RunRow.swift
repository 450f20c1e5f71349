internal import TallyCore

/// One run of the comparison table as one or two lines of cells.
struct RunRow {
    enum Layout {
        /// Values on one line, their intervals below.
        case narrow
        /// The same below a line for the name, which may then be long.
        case stacked
        /// Everything on one line.
        case wide

        func columns(isCosted: Bool) -> [TextTable.Column] {
            let titles =
                (self == .wide ? ["n"] : []) + ["doc-exact", "field-acc", "$/doc", "$/correct"]
                + (isCosted ? ["$ in all"] : []) + ["p50/p95", "TTFT", "cache", "err"]
            return [.init("", .left, minimum: 8)] + titles.map { .init($0) }
        }
    }

    let run: RunSummary
    /// The benchmark states what reviews or errors cost.
    let isCosted: Bool

    func rows(_ layout: Layout) -> [TextTable.Row] {
        let size = TextTable.Cell(size, .faint)
        return switch layout {
        case .narrow: [.cells(values(name)), .cells(intervals(size))]
        case .stacked: [.span(name), .cells(values(size))] + intervalRow
        case .wide: [.cells(wide)]
        }
    }

    /// A run without a result has no intervals, and needs no line for them.
    private var intervalRow: [TextTable.Row] {
        let cells = intervals("")
        return cells.allSatisfy(\.text.isEmpty) ? [] : [.cells(cells)]
    }

    private func values(_ first: TextTable.Cell) -> [TextTable.Cell] {
        [
            first, .init(percent(run.documentExact)), .init(percent(run.fieldAccuracy)),
            dollars(run.cost.perDocument), dollars(run.cost.perCorrect),
        ] + expected { dollars($0) } + times
    }

    private func intervals(_ first: TextTable.Cell) -> [TextTable.Cell] {
        [
            first, .init(interval(run.documentExact), .faint),
            .init(interval(run.fieldAccuracy), .faint),
            .init(deviation(run.cost.perDocument), .faint),
            .init(deviation(run.cost.perCorrect), .faint),
        ] + expected { .init(deviation($0), .faint) }
    }

    private var wide: [TextTable.Cell] {
        [
            name, .init(size.replacing("n=", with: "")),
            .init(joined(percent(run.documentExact), bracketed(run.documentExact))),
            .init(joined(percent(run.fieldAccuracy), bracketed(run.fieldAccuracy))),
            dollars(run.cost.perDocument, withDeviation: true),
            dollars(run.cost.perCorrect, withDeviation: true),
        ] + expected { dollars($0, withDeviation: true) } + times
    }

    private func expected(_ cell: (Estimate?) -> TextTable.Cell) -> [TextTable.Cell] {
        isCosted ? [cell(run.cost.expected)] : []
    }

    private var times: [TextTable.Cell] {
        [.init(latency), .init(firstToken), .init(cached), errors]
    }

    private var name: TextTable.Cell { .init(run.name, run.isSimulated ? .caution : .heading) }

    /// `n=200`, `n=120/200` while cases are missing.
    private var size: String {
        let finished = run.documentExact?.n ?? run.fieldAccuracy?.n ?? 0
        let size = finished == run.cases ? "n=\(run.cases)" : "n=\(finished)/\(run.cases)"
        return size + (run.isImported ? " imp." : "") + (run.isRecorded ? " rec." : "")
    }
}

extension RunRow {
    private func percent(_ estimate: Estimate?) -> String {
        estimate.map { NumberText.percent($0.value) } ?? "-"
    }

    private func interval(_ estimate: Estimate?) -> String {
        estimate.map { NumberText.percent($0.low) + "–" + NumberText.percent($0.high) } ?? ""
    }

    private func bracketed(_ estimate: Estimate?) -> String {
        estimate == nil ? "" : "[\(interval(estimate))]"
    }

    private func joined(_ parts: String...) -> String {
        parts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func dollars(_ estimate: Estimate?, withDeviation: Bool = false) -> TextTable.Cell {
        if let estimate {
            let value = MoneyText.short(estimate.value)
            return .init(withDeviation ? joined(value, deviation(estimate)) : value)
        }
        return run.cost.unpriced > 0 ? .init("unpriced", .caution) : "-"
    }

    /// The longer side of the interval as a share of the value: `±4%`; empty when it is exact or unbounded.
    private func deviation(_ estimate: Estimate?) -> String {
        guard let estimate, estimate.value > 0 else { return "" }
        let side = max(estimate.high - estimate.value, estimate.value - estimate.low)
        let share = side / estimate.value * 100
        guard share > 0, share.isFinite else { return "" }
        if share >= 100 { return "±>100%" }
        return share < 1 ? "±<1%" : "±\(NumberText.fixed(share, decimals: 0))%"
    }

    private var latency: String {
        guard run.latency.p50 != nil || run.latency.p95 != nil else { return "-" }
        let (half, tail) = (seconds(run.latency.p50), seconds(run.latency.p95))
        return half == tail && half.hasPrefix("<") ? half : half + "/" + tail
    }

    private var firstToken: String { seconds(run.latency.firstTokenP50) }

    private func seconds(_ estimate: Estimate?) -> String {
        guard let estimate else { return "-" }
        return (estimate.isLowerBound ? "≥" : "") + NumberText.seconds(estimate.value)
    }

    private var cached: String {
        run.cache.promptCachedRatio.map { NumberText.fixed($0 * 100, decimals: 0) + "%" } ?? "-"
    }

    private var errors: TextTable.Cell {
        let finished = run.trials.planned - run.trials.pending
        guard finished > 0 else { return "-" }
        let share = Double(run.trials.failed) / Double(finished)
        return .init(NumberText.percent(share) + "%", run.trials.failed > 0 ? .failure : .normal)
    }
}

extension Estimate {
    /// A quantile that rests on observations cut off by a deadline: the true value is no smaller.
    fileprivate var isLowerBound: Bool { method.hasSuffix("-censored") }
}
