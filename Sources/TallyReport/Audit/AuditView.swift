package import TallyCore

/// An audit of labels for a person: the fields in doubt, then what leaving them out would change.
package struct AuditView: Sendable {
    private let audit: LabelAudit

    package init(_ audit: LabelAudit) { self.audit = audit }

    package func text(width: Int, style: TextStyle = .plain) -> String {
        var lines = [style.apply(.heading, to: heading), ""]
        lines += TextWrap.lines(voters, width: width)
        lines += TextWrap.lines(doubts, width: width).map { style.apply(.caution, to: $0) }
        lines.append("")
        if !audit.suspects.isEmpty {
            lines += suspectTable.lines(width: width, style: style) + [""]
        }
        lines += effectTable.lines(width: width, style: style) + [""]
        lines += TextWrap.lines(verdict, width: width)
        return lines.joined(separator: "\n") + "\n"
    }

    private var heading: String {
        let cases = Set(audit.suspects.map(\.caseID)).count
        let data = audit.dataset
        let found =
            audit.suspects.isEmpty
            ? "no label in doubt"
            : "\(count(audit.suspects.count, "label")) in doubt in \(count(cases, "case"))"
        return TerminalText.sanitize(
            "audit of \(data.name) \(data.version) · \(audit.experiment) · \(found)"
        )
    }

    private var voters: String {
        let names = audit.voters.map {
            TerminalText.sanitize($0.name) + ($0.isSimulated ? " (simulated)" : "")
        }
        let rule = audit.minimum.map { "at least \($0)" } ?? "all that answered, at least 2,"
        return
            "In doubt: \(rule) of \(names.joined(separator: ", ")) agree with each other against "
            + "the truth. \(count(audit.cases, "case")) answered by two or more."
    }

    /// Why agreement may mean little here; empty when nothing speaks against it.
    private var doubts: String {
        var notes: [String] = []
        if audit.voters.contains(where: \.isSimulated) {
            notes.append("Simulated runs make their errors up: they say nothing of the labels.")
        }
        if Set(audit.voters.map(\.model)).count == 1 {
            notes.append("All runs ask one model: its habits look like errors of the labels.")
        }
        return notes.joined(separator: " ")
    }

    private var suspectTable: TextTable {
        var table = TextTable(columns: [
            .init("case", .left, minimum: 24, keepsEnds: true), .init("field", .left),
            .init("agree", .left, minimum: 10), .init("answer", .left, minimum: 12),
            .init("truth", .left, minimum: 12),
        ])
        for suspect in audit.suspects {
            table.add([
                .init(suspect.caseID), .init(suspect.field),
                .init(suspect.agreeing.joined(separator: ", "), .faint),
                .init(suspect.answer.jsonText), .init(suspect.truth.jsonText),
            ])
        }
        return table
    }

    private var effectTable: TextTable {
        var table = TextTable(columns: [
            .init("document-exact", .left, minimum: 12, keepsEnds: true), .init("as it is"),
            .init("without these"),
        ])
        for effect in audit.effects {
            let name = effect.run + (effect.isSimulated ? " (simulated)" : "")
            table.add([.init(name), .init(percent(effect.asIs)), .init(percent(effect.without))])
        }
        return table
    }

    private func percent(_ estimate: Estimate?) -> String {
        guard let estimate else { return "-" }
        let range = "\(NumberText.percent(estimate.low))–\(NumberText.percent(estimate.high))"
        return "\(NumberText.percent(estimate.value)) [\(range)]"
    }

    private var verdict: String {
        let swaps = audit.swaps.map {
            TerminalText.sanitize($0.first) + " and " + TerminalText.sanitize($0.second)
        }
        let order =
            swaps.isEmpty
            ? "The order of the runs does not depend on these fields."
            : "The order of the runs depends on these fields: " + swaps.joined(separator: "; ")
                + "."
        let advice =
            audit.suspects.isEmpty
            ? "" : " Nothing was changed: look with `tally show \(audit.experiment) --case ID`."
        return order + advice
    }

    private func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
