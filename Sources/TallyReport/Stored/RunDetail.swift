package import TallyCore

/// One run in full, below the comparison: fields, line items, tokens, money, answers' form, errors.
package struct RunDetail: Sendable {
    private let run: RunSummary

    package init(_ run: RunSummary) { self.run = run }

    package func text(width: Int, style: TextStyle = .plain) -> String {
        var lines = [style.apply(.heading, to: TerminalText.sanitize(run.name) + " · " + run.id)]
        if run.isSimulated { lines.append("simulated: no model answered") }
        lines += TextWrap.lines(trialLine, width: width)
        lines += fieldTable.lines(width: width, style: style)
        lines += kindLines.flatMap { TextWrap.lines($0, width: width) }
        lines += factLines.flatMap { TextWrap.lines($0, width: width) }
        return lines.joined(separator: "\n") + "\n"
    }

    private var trialLine: String {
        let trials = run.trials
        var text =
            "trials: \(trials.planned) planned, \(trials.scored) answered, "
            + "\(trials.parseFailed) model failures, \(trials.failed) failed, "
            + "\(trials.pending) pending"
        let errors = run.errors.sorted { $0.key.rawValue < $1.key.rawValue }
        if !errors.isEmpty {
            text += " · " + errors.map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", ")
        }
        return text
    }

    private var fieldTable: TextTable {
        var table = TextTable(
            columns: [.init("field", .left)] + FieldOutcome.allCases.map { .init($0.rawValue) }
        )
        for field in run.fields {
            let counts = FieldOutcome.allCases.map { field.counts[$0] ?? 0 }
            table.add([.init(field.name)] + counts.map { .init(String($0)) })
        }
        return table
    }

    /// What was wrong with the fields that were: a line a field, the commonest kind first.
    private var kindLines: [String] {
        guard let kinds = run.errorKinds, !kinds.fields.isEmpty else { return [] }
        let order = run.fields.map(\.name)
        let place = { (field: String) in order.firstIndex(of: field) ?? order.count }
        let lines = kinds.fields.sorted { (place($0), $0) < (place($1), $1) }.map { field in
            let counts = kinds.kinds.map { ($0, kinds.count($0, in: field)) }.filter { $0.1 > 0 }
            let words = counts.sorted { $0.1 > $1.1 }.map { "\($0.0.rawValue) \($0.1)" }
            return "  \(field): " + words.joined(separator: ", ")
        }
        return ["what is wrong, by kind:"] + lines
    }

    private var lineItemLine: String? {
        run.lineItems.map { items in
            "line items (n=\(items.n)): precision \(percent(items.precision)), "
                + "recall \(percent(items.recall)), F1 \(percent(items.f1)), "
                + "all right F1 \(percent(items.exactF1)), count \(percent(items.countExact))"
        }
    }

    private var factLines: [String] {
        let usage = run.tokens.usage
        let cost = run.cost
        let answers = run.answers
        var lines = lineItemLine.map { [$0] } ?? []
        lines += [
            "tokens: \(usage.input) input, \(usage.cachedInput) cached, "
                + "\(usage.cacheWrite + usage.cacheWriteLong) cache write, "
                + "\(usage.output) output (\(usage.reasoning) reasoning)"
                + (run.tokens.estimated > 0 ? ", estimated in \(run.tokens.estimated) trials" : ""),
            "cost: " + BilledText.sum(cost)
                + (cost.unpriced > 0 ? ", \(cost.unpriced) attempts unpriced" : "")
                + (BilledText.range(cost).map { "; " + $0 } ?? ""),
            "answers: \(answers.rawValid) needed no repair"
                + answers.repairs.sorted { $0.key < $1.key }.map { ", \($0.key) \($0.value)" }
                .joined(),
            "arithmetic: \(answers.reconciled) of \(answers.reconcilable) answers add up",
        ]
        if let line = EscalationText.line(run) { lines.append(line) }
        if let injection = run.injection { lines.append(Self.text(injection)) }
        if !run.returnedModels.isEmpty {
            let models = run.returnedModels.sorted { $0.key < $1.key }
            let names = models.map { "\(TerminalText.sanitize($0.key)) (\($0.value))" }
            lines.append("answered by: " + names.joined(separator: ", "))
        }
        if let variance = run.variance {
            let sum = variance.between + variance.within
            let share = sum > 0 ? variance.within / sum : 0
            lines.append(
                "repeats: \(NumberText.percent(share)) % of the variance of being exact is the model's own noise, "
                    + "the rest lies between receipts"
            )
        }
        if let raw = run.documentExactRaw {
            lines.append("document-exact without normalisation: \(percent(raw.value))")
        }
        if let wandb = run.wandb {
            lines.append("W&B: " + TerminalText.sanitize(wandb.url ?? wandb.directory))
        }
        lines.append(
            "requests \(run.requests), retries \(run.retries), rate limited \(run.rateLimited), "
                + "wall \(NumberText.seconds(run.wall)) s"
        )
        return lines
    }

    private static func text(_ effect: InjectionEffect) -> String {
        func points(_ value: Double) -> String {
            (value > 0 ? "+" : "") + NumberText.fixed(value * 100, decimals: 1)
        }
        let difference = effect.difference
        return "prompt injection (\(effect.pairs) pairs): document-exact "
            + "\(NumberText.percent(effect.injected)) with, \(NumberText.percent(effect.plain)) without, "
            + "difference \(points(difference.value)) [\(points(difference.low)), "
            + "\(points(difference.high))] points"
    }

    private func percent(_ share: Double) -> String { NumberText.percent(share) }
}
