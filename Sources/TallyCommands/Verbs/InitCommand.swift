internal import ArgumentParser
internal import TallyImporting
internal import TallyReport

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
        if locale == nil, let answer = askForLocale(outcome.report) {
            options.locale = answer
            options.overwrites = true
            outcome = try ProjectInit(options).run()
        }
        Terminal.output.write(InitText(outcome, options).text)
    }

    /// Asks a person when values could be read in two ways; `nil` for no answer, and off a terminal.
    private func askForLocale(_ report: ImportReport) -> String? {
        let count = report.unannotated.values.reduce(0) { $0 + ($1[.ambiguous] ?? 0) }
        guard count > 0, Terminal.isConversation else { return nil }
        Terminal.error.write(
            "\(count) value\(count == 1 ? "" : "s") can be read in two ways, as 3/4/2026 and 1.234 can.\n"
                + "Locale of the receipts (such as de-DE; Enter leaves these values unannotated): "
        )
        let answer = readLine()?.filter { !$0.isWhitespace } ?? ""
        return answer.isEmpty ? nil : answer
    }
}
