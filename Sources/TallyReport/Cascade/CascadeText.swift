internal import TallyCore

/// A study of cascades in words: what it rests on, who wins, and what nobody may conclude.
struct CascadeText {
    let report: CascadeReport

    var heading: String {
        let data = report.dataset
        return "cascade \(report.cheap.name) then \(report.strong.name) · \(data.name) "
            + "\(data.version) · \(report.cases) cases"
    }

    var goal: String {
        let folds =
            "Thresholds by \(report.folds)-fold cross-fitting, seed \(report.seed); values on "
            + "held-out cases with 95 % intervals."
        let wish =
            switch report.goal {
            case .leastCost(let error):
                "Goal: the least cost a document, each wrong one costing \(MoneyText.short(error)) more."
            case .mostAccurate(let budget):
                "Goal: the most exact documents at \(MoneyText.short(budget)) each."
            case .cheapest(let accuracy):
                "Goal: \(NumberText.percent(accuracy)) % exact at the least cost."
            }
        return wish + " " + folds
    }

    /// What stands behind the figures; empty where nothing needs saying.
    var cautions: [String] {
        var lines: [String] = []
        let runs = [report.cheap, report.strong] + [report.voter].compactMap { $0 }
        let simulated = runs.filter(\.isSimulated).map(\.name)
        if !simulated.isEmpty {
            lines.append("simulated: no model answered in \(simulated.joined(separator: ", "))")
        }
        let imported = runs.filter(\.isImported).map(\.name)
        if !imported.isEmpty {
            lines.append("imported, made elsewhere: \(imported.joined(separator: ", "))")
        }
        if !report.isPriced {
            lines.append(
                "cost unknown: an attempt has no price. Accuracy only; the random mix is one of equal "
                    + "shares handed over."
            )
        }
        if report.leftOut > 0 {
            lines.append("left out: \(report.leftOut) common cases without a score in both runs")
        }
        lines += report.unavailable.map { "\($0.policy.rawValue): \($0.reason)" }
        return lines
    }

    var thresholds: [String] {
        report.outcomes.map { outcome in
            let folds = outcome.foldThresholds.map(Self.number).joined(separator: ", ")
            let use =
                outcome.threshold.isFinite
                ? "hand over below \(Self.number(outcome.threshold))"
                : "hand over everything: \(report.strong.name) alone is as good"
            return "\(outcome.policy.rawValue): \(use) (folds: \(folds))"
        }
    }

    var verdict: String {
        guard let verdict = report.verdict else { return "No verdict: nothing to compare." }
        let name =
            verdict.isCascade ? "the cascade by \(verdict.winner)" : "\(verdict.winner) alone"
        var text = "Under this goal \(name) comes out best"
        text +=
            verdict.rivals.isEmpty
            ? ", and its interval says so." : ", not settled against \(list(verdict.rivals))."
        if verdict.missesGoal { text += " Nothing meets the goal: this comes nearest." }
        return text + " " + mix
    }

    /// Whether a signal is worth more than chance.
    private var mix: String {
        let gains = report.outcomes.compactMap { outcome in
            outcome.gain.map { (outcome.policy.rawValue, $0) }
        }
        guard !gains.isEmpty else { return "There is no random mix to compare with." }
        let sure = gains.filter { $0.1.low > 0 }.map(\.0)
        guard sure.isEmpty else {
            return "Better than handing over a random share at equal cost: \(list(sure))."
        }
        let best = gains.map(\.1.value).max() ?? 0
        return best > 0
            ? "No cascade is shown to beat handing over a random share at equal cost."
            : "No cascade beats handing over a random share at equal cost."
    }

    private func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    /// Four decimals are enough to tell thresholds apart.
    static func number(_ value: Double) -> String {
        value == .infinity ? "all" : NumberText.fixed(value, decimals: 4)
    }
}
