internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport
internal import TallyStore

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Lists labels that models agree on contradicting, and what they change.",
        discussion: """
            Where strong models agree with each other against the truth, the truth is likely wrong. \
            Reads an experiment that was run; never changes a dataset.
            """
    )

    @Argument(help: "An experiment or run: id, unique prefix, name, or `latest`.")
    var experiment: String

    @OptionGroup var store: StoreOptions

    @Option(help: "Weigh these runs or profiles (a,b); default: all that asked a real model.")
    var models: String?

    @Option(help: "So many runs must agree; default: all that answered a case.")
    var minAgree: Int?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        if let minAgree, minAgree < 2 {
            throw HarnessError(.usage, "--min-agree \(minAgree): expected at least 2")
        }
        let store = try Store(reading: store.path)
        let audit = try LabelAudits(store: store).audit(
            try RunSelector(store: store).find(experiment).experiment,
            models: models?.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init),
            minimum: minAgree
        )
        let output = Terminal.output
        if json {
            output.write(AuditView.json(audit).prettyText + "\n")
        } else {
            output.write(AuditView(audit).text(width: output.width, style: output.style))
        }
    }
}
