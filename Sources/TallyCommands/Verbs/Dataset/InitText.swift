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

    var lines: [String] {
        let head = "\(options.source): found \(outcome.layout)"
        return [head] + ImportText(outcome.report, folder: options.dataset).lines + next
    }

    private var next: [String] {
        let facts = outcome.facts
        guard facts.isShowable else {
            return [
                "no case has a text or an image, so nothing can be shown to a model and no benchmark "
                    + "is written",
                "the dataset is good for looking at the labels; with texts or images beside them, run "
                    + "init again with --force",
                ResultLines.next + "tally dataset stats \(ShellWord.quoted(options.dataset))",
            ]
        }
        var lines: [String] = []
        if let split = facts.split {
            let rest = facts.cases - (facts.withText > 0 ? facts.withText : facts.withImage)
            let subject = rest == 1 ? "1 case has" : "\(rest) cases have"
            let what = facts.withText > 0 ? "no text" : "neither text nor image"
            lines.append("\(subject) \(what): the benchmark runs the split \(split)")
        }
        if facts.withText == 0 {
            lines.append(
                "no case has a text, so the rules baseline has nothing to read: the benchmark shows "
                    + "the images to gpt-4o-mini, which needs OPENAI_API_KEY"
            )
        }
        if facts.isForeign {
            lines.append(
                "most fields are your own, and the built-in prompt speaks of receipts: the benchmark "
                    + "says how to write another"
            )
        }
        return lines + [
            "wrote \(options.benchmark)",
            ResultLines.next + "tally run \(ShellWord.quoted(options.benchmark))",
        ]
    }
}
