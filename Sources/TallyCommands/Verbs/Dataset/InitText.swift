internal import TallyImporting
internal import TallyReport

/// What `tally init` found and wrote, as lines for a person.
struct InitText {
    private let outcome: ProjectInit.Outcome
    private let options: InitOptions

    init(_ outcome: ProjectInit.Outcome, _ options: InitOptions) {
        self.outcome = outcome
        self.options = options
    }

    var text: String {
        let head = TerminalText.sanitize("\(options.source): found \(outcome.layout)")
        let body = ImportText(outcome.report, folder: options.dataset).text
        return head + "\n" + body + next.map(TerminalText.sanitize).joined(separator: "\n") + "\n"
    }

    private var next: [String] {
        let facts = outcome.facts
        let wrote = "wrote \(options.benchmark)"
        if facts.withText == 0, outcome.report.imagesFound == 0 {
            return [
                "no case has a text or an image: there is nothing to show a model, `run` refuses it",
                wrote,
            ]
        }
        if facts.withText == 0 {
            return [
                "no case has a text: the rules baseline has nothing to read, and a profile that is "
                    + "shown images is needed",
                wrote + "; it names gpt-4o-mini, which needs OPENAI_API_KEY",
            ]
        }
        var lines: [String] = []
        if let split = facts.split {
            let rest = facts.cases - facts.withText
            let subject = rest == 1 ? "1 case has" : "\(rest) cases have"
            lines.append("\(subject) an image alone: the benchmark runs the split \(split)")
        }
        return lines + [wrote + "; next: tally run \(options.benchmark)"]
    }
}
