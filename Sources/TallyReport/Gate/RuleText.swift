internal import TallyCore

/// One rule's result in words.
struct RuleText {
    let result: RuleResult

    /// `document_exact: non-inferior within 2pp`.
    var title: String { "\(result.rule.metric.name): \(result.rule.text)" }

    /// What was seen and what that means, in one or two sentences without a verdict.
    var reason: String {
        ([seen, why].compactMap(\.self) + [power, more, look].compactMap(\.self))
            .joined(separator: "; ")
    }

    /// Both values and the interval.
    private var seen: String? {
        let values = [result.baseline, result.candidate].compactMap(\.self).map(value)
        var text = values.joined(separator: " to ")
        if case .lostCases = result.rule.metric { text = "\(text) lost" }
        guard let estimate = result.estimate, !values.isEmpty else {
            return text.isEmpty ? nil : text
        }
        let level = result.alpha.map { NumberText.wholePercent(1 - 2 * $0) + " %" } ?? ""
        switch result.rule.condition {
        case .nonInferior:
            let bounds =
                "[\(ChangeText.points(estimate.low)), \(ChangeText.points(estimate.high))]"
            return "\(text) %: \(ChangeText.points(estimate.value)) points \(bounds) at \(level)"
        case .increase:
            let bounds = ChangeText.percents(estimate.low, estimate.high)
            return "\(text): \(ChangeText.percent(estimate.value)) \(bounds) at \(level)"
        case .atMost, .atLeast:
            return "\(text) [\(value(estimate.low)), \(value(estimate.high))] at \(level)"
        }
    }

    private func value(_ value: Double) -> String {
        guard value.isFinite else { return value > 0 ? "unbounded" : "-" }
        return switch result.rule.metric.kind {
        case .share: NumberText.percent(value)
        case .rate: NumberText.percent(value) + " %"
        case .count: NumberText.fixed(value, decimals: 0)
        case .dollars: MoneyText.short(value)
        case .tokens: NumberText.fixed(value, decimals: 0)
        case .seconds: NumberText.seconds(value) + " s"
        }
    }

    private var why: String? {
        switch result.reason {
        case .observed: nil
        case .decided: nil
        case .undecided: "the interval holds the limit"
        case .notAfterAdjusting(let rules):
            "beyond the limit by itself, but not once adjusted for \(rules) rules (Holm)"
        case .noVariance: "no case differs, so its variance is unknown"
        case .tooFew(let cases, let needed):
            "\(cases) measured, this quantile needs \(needed)"
        case .tooMany(let cases):
            "\(cases) cases are too many to resample; hold it to a value with `at most`"
        case .failures(let share):
            "\(NumberText.percent(share)) % of the trials brought no answer, so the scores are of a selection"
        case .unpairedTime:
            "the runs did not run side by side, so their times also hold what changed between them; run both in "
                + "one experiment, or set `allow_unpaired_time: true`"
        case .unpriced(let cases): "the price of \(cases) cases is unknown"
        case .noValue: "no case has this value on both sides"
        case .fromNothing: "the baseline costs nothing"
        case .waits(let look): "decided at the look after \(look) cases"
        }
    }

    private var power: String? {
        guard result.verdict != .fail, let power = result.power, power < 0.8 else { return nil }
        return "power \(NumberText.wholePercent(power)) % were there no difference"
    }

    private var more: String? {
        guard let more = result.more else { return nil }
        let observed =
            more.atObserved.map { "\(Self.count($0)) were it as observed" }
            ?? "no number would were it as observed"
        guard result.rule.isPaired else {
            return Self.passes(more.atObserved, "were it as observed")
        }
        return Self.passes(more.atNoDifference, "were there no difference") + ", " + observed
    }

    private static func passes(_ cases: Int?, _ supposed: String) -> String {
        guard let cases else { return "no number of receipts would pass it \(supposed)" }
        return "\(count(cases)) would pass it \(supposed)"
    }

    private static func count(_ cases: Int) -> String {
        cases == 0 ? "so many receipts" : "about \(cases) more receipts"
    }

    private var look: String? {
        result.look.map { "decided on the first \($0) cases" }
    }
}
