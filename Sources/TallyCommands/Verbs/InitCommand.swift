internal import ArgumentParser
internal import TallyImporting

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes a dataset and a benchmark of a folder of receipts with labels.",
        discussion: """
            Pairs images and texts with labels in CSV or JSON by path, name or stem, and knows the \
            published layouts of SROIE, CORD and WildReceipt. Questions are asked only on a terminal.
            """
    )

    @Argument(help: "The folder with images, texts and labels.")
    var folder: String

    @Option(help: "A folder, or a benchmark file to write; DIR/tally unless stated.")
    var out: String?

    @Option(help: "The file with the labels, when there are several.")
    var labels: String?

    @Option(help: "The dataset's and the benchmark's name.")
    var name: String?

    @Option(help: "Decides how dates and amounts are read that could be read in two ways: de-DE.")
    var locale: String?

    @Option(help: "Columns or keys that stand for fields: total=amount_due,...")
    var map: String?

    @Flag(help: "Replace what is there.")
    var force = false

    func run() throws {
        var options = InitOptions(source: folder, out: out)
        options.labels = labels
        options.name = name
        options.locale = locale
        options.renames = try RenameList(map).renames
        options.overwrites = force
        var outcome = try ProjectInit(options).run()
        if locale == nil, Terminal.isConversation, let question = LocaleQuestion(outcome.report),
            let answer = question.ask(
                read: { readLine() },
                write: { Terminal.error.write($0) }
            )
        {
            options.locale = answer
            options.overwrites = true
            outcome = try ProjectInit(options).run()
        }
        let lines = ResultLines(InitText(outcome, options).lines)
        Terminal.output.write(lines.text(width: Terminal.output.width))
    }
}
