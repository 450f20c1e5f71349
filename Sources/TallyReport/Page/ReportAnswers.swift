internal import TallyCore

/// The four questions that a reader comes with, answered in words: which model, how sure, at what cost, where it fails.
struct ReportAnswers {
    let report: EvaluationReport

    private var steps: [ErrorCostChoice.Step] { report.choice.steps }
    private var first: ErrorCostChoice.Step? { steps.first }

    /// The most accurate run that is shown to be more accurate than the one before it.
    private var strong: ErrorCostChoice.Step? { steps.dropFirst().last { Self.isSettled($0) } }

    /// A more accurate run that is not shown to be so.
    private var unsettled: ErrorCostChoice.Step? {
        steps.dropFirst().last { !Self.isSettled($0) }
    }

    private static func isSettled(_ step: ErrorCostChoice.Step) -> Bool {
        (step.gain?.accuracy.difference.low ?? -1) > 0
    }

    private var isSimulated: Bool {
        !report.runs.isEmpty && report.runs.allSatisfy(\.summary.isSimulated)
    }

    // MARK: which

    var headline: String {
        guard let first else {
            return isSimulated
                ? "No choice: every run here is simulated." : Verdict(report.summary).text
        }
        let take = isSimulated ? "take" : "Take"
        let lead = isSimulated ? "Simulated, no model answered. In the simulation: " : ""
        if let best = leastInAll {
            let doubt =
                best.rivals.isEmpty
                ? "" : ", not settled against \(best.rivals.joined(separator: ", "))"
            return lead
                + "\(best.name) costs least in all: \(MoneyText.short(best.cost.value)) a document, with reviews and errors as your benchmark states them\(doubt)."
        }
        if let strong {
            return lead
                + "\(take) \(first.option.name) while a wrong document costs you less than \(MoneyText.short(strong.from)), and \(strong.option.name) beyond that."
        }
        if let unsettled {
            return lead
                + "\(take) \(first.option.name): \(unsettled.option.name) costs more and is not shown to be right more often."
        }
        guard report.choice.options.count > 1 else {
            return lead
                + "Only \(first.option.name) can be judged: \(NumberText.percent(first.option.accuracy)) % of documents exact at \(MoneyText.short(first.option.cost)) each."
        }
        return lead + "\(take) \(first.option.name): it is cheapest, and none is right more often."
    }

    /// The run with the least expected cost, where the benchmark states what reviews or errors cost, and those whose
    /// interval holds as little.
    private var leastInAll: (name: String, cost: Estimate, rivals: [String])? {
        let costs = report.choice.options.compactMap { option in
            report.runs[option.run].summary.cost.expected.map { (option.name, $0) }
        }
        guard report.economics?.isCosted == true,
            let best = costs.min(by: { $0.1.value < $1.1.value })
        else { return nil }
        let rivals = costs.filter { $0.0 != best.0 && $0.1.low <= best.1.high }
        return (best.0, best.1, rivals.map(\.0))
    }

    var rule: String {
        var text =
            "The rule: least cost a document in all, that is, its bill plus what a wrong one costs you times the share of "
            + "wrong ones. A dearer run counts only where it is shown to be right more often (paired 95 % interval above 0)."
        if report.economics?.isCosted != true {
            text +=
                " Your benchmark states no cost of an error, so the headline gives the one at which the choice turns."
        }
        return text
    }

    /// A line of an answer; its lead is what a hasty reader takes with him.
    struct Line {
        var lead: String
        var text = ""
    }

    // MARK: how sure

    var certainty: [Line] {
        guard let first else { return [Line(lead: "", text: Verdict(report.summary).text)] }
        guard let step = strong ?? unsettled else { return rivals(of: first.option) }
        guard let gain = step.gain else {
            return [
                Line(
                    lead: "Open.",
                    text:
                        "\(step.option.name) and \(before(step).name) cannot be compared case by case."
                )
            ]
        }
        let difference = gain.accuracy.difference
        let flips = gain.flips.map { ", \($0.gained.count) won and \($0.lost.count) lost" } ?? ""
        let p = gain.accuracy.p.map { ", p \(Self.p($0))" } ?? ""
        let margin =
            "\(ChangeText.points(difference.value)) points exact for \(step.option.name) against \(before(step).name) "
            + "on the same \(NumberText.grouped(gain.cases)) documents; 95 % interval \(ChangeText.points(difference.low)) "
            + "to \(ChangeText.points(difference.high))\(flips)\(p)."
        let isSettled = Self.isSettled(step)
        let lines = [Line(lead: isSettled ? "Settled:" : "Not settled:", text: margin)]
        let advice = Line(
            lead: "",
            text: "`tally power` tells how many more receipts would decide."
        )
        return lines + (isSettled ? turn(step.option.name, gain) : [advice])
    }

    private static func p(_ value: Double) -> String {
        let text = ChangeText.p(value)
        return text.hasPrefix("<") ? "< \(text.dropFirst())" : "= \(text)"
    }

    private func before(_ step: ErrorCostChoice.Step) -> ErrorCostChoice.Option {
        let index = steps.firstIndex { $0.option.run == step.option.run } ?? 1
        return steps[max(0, index - 1)].option
    }

    /// How well the price is known at which the choice turns.
    private func turn(_ name: String, _ gain: ErrorCostChoice.Gain) -> [Line] {
        guard let cost = gain.cost, gain.accuracy.difference.value > 0 else { return [] }
        let accuracy = gain.accuracy.difference
        let low = MoneyText.short(max(0, cost.difference.low / accuracy.high))
        let high =
            accuracy.low > 0 ? MoneyText.short(cost.difference.high / accuracy.low) : "any price"
        return [
            Line(
                lead: "",
                text: "\(name) begins to pay somewhere between \(low) and \(high) a wrong document."
            )
        ]
    }

    private func rivals(of option: ErrorCostChoice.Option) -> [Line] {
        guard let exact = report.runs[option.run].summary.documentExact else { return [] }
        let range = ReportNumbers.percents(exact.low, exact.high)
        return [
            Line(
                lead: "\(NumberText.percent(exact.value)) % exact",
                text:
                    "for \(option.name), 95 % interval \(range) from \(NumberText.grouped(exact.n)) documents."
            ),
            Line(lead: "", text: Verdict(report.summary).text),
        ]
    }

    // MARK: at what cost

    var cost: [Line] {
        guard !shown.isEmpty else {
            return [Line(lead: "", text: "No run has a score and a price.")]
        }
        let lines = shown.map { option -> Line in
            let cost = report.runs[option.run].summary.cost
            let correct =
                cost.perCorrect.map { ", \(MoneyText.short($0.value)) a correct one" } ?? ""
            return Line(
                lead: "\(option.name): \(MoneyText.short(option.cost))",
                text: "a document\(correct)"
            )
        }
        return lines + [volume]
    }

    private var volume: Line {
        let documents = report.economics?.volume ?? 10_000
        let word = report.economics?.volume == nil ? "" : " a month"
        let sums = shown.map { MoneyText.short($0.cost * documents) }.joined(separator: " against ")
        let count = NumberText.grouped(Int(min(documents, 1e15)))
        return Line(lead: "", text: "\(count) documents\(word): \(sums)\(ratio).")
    }

    private var ratio: String {
        guard shown.count > 1, let cheap = shown.first, let dear = shown.last, cheap.cost > 0 else {
            return ""
        }
        return ", \(NumberText.fixed(dear.cost / cheap.cost, decimals: 1)) times as much"
    }

    /// The cheapest run, and the one that may be worth more.
    private var shown: [ErrorCostChoice.Option] {
        [first, strong ?? unsettled].compactMap { $0?.option }
    }

    // MARK: where it fails

    var failures: [Line] {
        let runs = shown.isEmpty ? Array(report.runs.indices.prefix(2)) : shown.map(\.run)
        let lines = runs.map { index in
            let run = report.runs[index].summary
            return Line(lead: "\(run.name):", text: Self.weakness(of: run))
        }
        return lines.isEmpty ? [Line(lead: "", text: "Nothing was scored.")] : lines
    }

    /// The fields that are most often wrong, the commonest kind of error and missing answers.
    private static func weakness(of run: RunSummary) -> String {
        var parts: [String] = []
        let worst = run.fields.map { ($0.name, rate($0)) }.filter { $0.1 < 1 }
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(3)
        if !worst.isEmpty {
            let list = worst.map {
                "\(ReportNumbers.words($0.0)) \(NumberText.wholePercent(1 - $0.1)) %"
            }
            parts.append("wrong in " + list.joined(separator: ", "))
        }
        if let kinds = run.errorKinds, let most = kinds.commonest {
            parts.append(
                "most often \(ReportNumbers.words(most.kind.rawValue)) (\(most.count) times)"
            )
        }
        let lost = run.trials.parseFailed + run.trials.failed
        if lost > 0 { parts.append("\(lost) of \(run.trials.planned) without a usable answer") }
        return parts.isEmpty ? "no error met" : parts.joined(separator: "; ")
    }

    private static func rate(_ field: RunSummary.Field) -> Double {
        let all = field.counts.values.reduce(0, +)
        let right = field.counts.reduce(0) { $0 + ($1.key.isRight ? $1.value : 0) }
        return all == 0 ? 1 : Double(right) / Double(all)
    }
}

extension ErrorKinds {
    /// The kind met most often, over all fields; differences of format alone are no errors.
    fileprivate var commonest: (kind: FieldError, count: Int)? {
        kinds.filter { $0 != .formatOnly }
            .map { kind in (kind, fields.reduce(0) { $0 + count(kind, in: $1) }) }
            .max { $0.1 < $1.1 }
    }
}
