package import TallyCore

/// One execution of one case for a person: fields, repairs, raw answer, and the bill line by line.
package struct TrialView: Sendable {
    let run: RunRecord
    let trial: TrialDetail

    package init(run: RunRecord, trial: TrialDetail) {
        self.run = run
        self.trial = trial
    }

    /// Long values are cut to the width; the raw answer and the receipt are not.
    package func text(width: Int = 200, style: TextStyle = .plain) -> String {
        var lines = [style.apply(.heading, to: heading)]
        if trial.isSimulated { lines.append("simulated: no model answered") }
        if !trial.isAccepted {
            lines.append(
                trial.state == "failed"
                    ? "sent again: this execution failed and no longer counts"
                    : "no result: this execution was cut off or parked"
            )
        }
        if let error = trial.error {
            lines.append("error \(error): \(TerminalText.sanitize(trial.message ?? ""))")
        }
        lines.append("")
        lines += fieldTable.lines(width: width, style: style)
        lines.append("")
        if !trial.repairs.isEmpty {
            lines.append("repairs: " + trial.repairs.joined(separator: ", "))
        }
        if trial.isWarmUp {
            lines.append("warm-up: the first call with its schema, in no statistic of latency")
        }
        for call in trial.calls where trial.calls.count > 1 {
            lines.append(style.apply(.heading, to: TerminalText.sanitize(callLine(call))))
            lines += ownAttempts(of: call).flatMap { attemptLines($0, style: style) }
        }
        for attempt in otherAttempts { lines += attemptLines(attempt, style: style) }
        lines.append(style.apply(.heading, to: "receipt"))
        lines += Self.indented(trial.item.text ?? "(no text)")
        return lines.joined(separator: "\n") + "\n"
    }

    private var heading: String {
        let exact = trial.score?.isDocumentExact.map { $0 ? ", exact" : ", not exact" } ?? ""
        let id = TerminalText.sanitize(trial.item.id)
        let name = TerminalText.sanitize(run.name)
        return "\(id) · \(name) · repeat \(trial.repeatIndex) · \(trial.state)\(exact)"
    }

    private var fieldTable: TextTable {
        let hasKinds = !trial.errorKinds.isEmpty
        var table = TextTable(
            columns: [.init("field", .left), .init("outcome", .left)]
                + (hasKinds ? [.init("kind", .left)] : [])
                + [.init("expected", .left, minimum: 20), .init("answered", .left, minimum: 20)]
        )
        func add(_ field: String, _ outcome: String, _ expected: String, _ answered: String) {
            let kind = hasKinds ? [TextTable.Cell(kinds(of: field))] : []
            table.add([.init(field), .init(outcome)] + kind + [.init(expected), .init(answered)])
        }
        for field in trial.score?.fields ?? [] where field.name != "line_items" {
            add(
                field.name,
                field.outcome.rawValue,
                trial.item.expected[field.name]?.jsonText ?? "",
                trial.output?[field.name]?.jsonText ?? "-"
            )
        }
        if let items = trial.score?.lineItems {
            add(
                "line_items",
                "\(items.correct) right, \(items.matched) matched",
                "\(items.expected)",
                "\(items.predicted)"
            )
            for part in trial.errorKinds.keys.filter({ $0.hasPrefix("line_items.") }).sorted() {
                add(part, "", "", "")
            }
        }
        return table
    }

    /// `digit_swap`, `missing 2, sign`.
    private func kinds(of field: String) -> String {
        let errors = trial.errorKinds[field] ?? []
        return FieldError.allCases.compactMap { kind in
            let count = errors.count { $0 == kind }
            return count == 0 ? nil : count == 1 ? kind.rawValue : "\(kind.rawValue) \(count)"
        }.joined(separator: ", ")
    }

    private func attemptLines(_ attempt: TrialDetail.Attempt, style: TextStyle) -> [String] {
        var facts = [attempt.state]
        if let status = attempt.status { facts.append("status \(status)") }
        if let service = attempt.service { facts.append(NumberText.seconds(service) + " s") }
        if let model = attempt.facts.model { facts.append(TerminalText.sanitize(model)) }
        if let finish = attempt.finish { facts.append("finish \(TerminalText.sanitize(finish))") }
        if let billed = attempt.billed { facts.append(billed) }
        if let asked = attempt.profile, trial.calls.count < 2 {
            facts.insert(TerminalText.sanitize(asked), at: 0)
        }
        let title =
            "attempt \(attempt.number) · \(attempt.ulid) · " + facts.joined(separator: " · ")
        var lines = [style.apply(.heading, to: title)]
        if let error = attempt.error {
            lines.append("  error \(error): \(TerminalText.sanitize(attempt.message ?? ""))")
        }
        if let line = serverLine(attempt.facts) { lines.append("  " + line) }
        lines +=
            billTable(attempt).map { $0.lines(width: 200, style: style).map { "  " + $0 } } ?? []
        if !attempt.body.isEmpty {
            lines.append("  raw answer:")
            lines += Self.indented(String(decoding: attempt.body, as: UTF8.self))
        }
        lines.append("")
        return lines
    }

    /// What else the server told, where it told anything.
    private func serverLine(_ facts: ServerFacts) -> String? {
        var parts: [String] = []
        func add(_ label: String, _ text: String?) {
            if let text { parts.append("\(label) \(TerminalText.sanitize(text))") }
        }
        add("request", facts.requestID)
        add("tier", facts.serviceTier)
        add("region", facts.region)
        add("fingerprint", facts.fingerprint)
        add("server time", facts.processing.map { NumberText.seconds($0.seconds) + " s" })
        add("filter", facts.filters.map(FilterVerdict.text))
        return parts.isEmpty ? nil : "server: " + parts.joined(separator: " · ")
    }

    /// Tokens, rate and amount of each bucket, then their sum rounded once.
    private func billTable(_ attempt: TrialDetail.Attempt) -> TextTable? {
        guard let usage = attempt.usage else { return nil }
        var table = TextTable(columns: [
            .init("bucket", .left), .init("tokens"), .init("$/million"), .init("dollars"),
        ])
        let unpriced = Price(from: "", input: 0, cachedInput: 0, cacheWrite: 0, output: 0)
        for line in (attempt.price ?? unpriced).lines(for: usage) {
            let rate = attempt.price == nil ? nil : line.rate
            table.add([
                .init(line.bucket), .init(String(line.tokens)),
                .init(rate.map { MoneyText.perMillion($0) } ?? "unknown"),
                .init(rate.map { MoneyText.exact(rate: $0, tokens: line.tokens) } ?? "-"),
            ])
        }
        let sum = attempt.price?.cost(of: usage)
        table.add([
            .init(usage.isEstimated ? "sum (tokens estimated)" : "sum"), "",
            .init(attempt.priceKey ?? ""),
            .init(sum.map { "$" + MoneyText.lexeme($0) } ?? "unpriced"),
        ])
        return table
    }

    private static func indented(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { "  " + TerminalText.sanitize(String($0)) }
    }
}
