internal import ArgumentParser
internal import TallyDatasets
internal import TallyImporting

struct ImportDatasetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Turns labels in a published layout into a dataset's folder.",
        discussion: """
            What a label says in two ways, or not at all, is left unannotated and named; nothing is \
            guessed. The layouts are described in docs/datasets.md.
            """
    )

    @Argument(help: "The layout: \(ImportOptions.Format.names).")
    var format: ImportOptions.Format

    @Argument(help: "A file or folder in this layout.")
    var source: String

    @Option(help: "The dataset's folder; its last part names the dataset.")
    var out: String

    @Option(help: "Where the images are, when not where the layout has them.")
    var images: String?

    @Option(help: "The split of all records.")
    var split: String?

    @Option(help: "The dataset's name.")
    var name: String?

    @Option(help: "Decides how dates and amounts are read that could be read in two ways: de-DE.")
    var locale: String?

    @Option(help: "The cell that says there is nothing on the receipt (csv).")
    var absent = "null"

    @Option(help: "Columns or keys that stand for fields: total=amount_due,... (csv, jsonl).")
    var map: String?

    @Flag(help: "Replace the dataset that is there.")
    var force = false

    func run() throws {
        if map != nil, format != .csv, format != .jsonl {
            throw DatasetError(
                .options,
                "--map is for csv and jsonl; \(format.rawValue) has fixed names"
            )
        }
        var options = ImportOptions(format, source: source, folder: out)
        options.images = images
        options.split = split
        options.name = name
        options.locale = locale
        options.overwrites = force
        options.absentWord = absent
        options.renames = try RenameList(map).renames
        let report = try DatasetImport.run(options)
        let lines = ResultLines(ImportText(report, folder: options.folder).lines)
        Terminal.output.write(lines.text(width: Terminal.output.width))
    }
}

extension ImportOptions.Format: ExpressibleByArgument {
    fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
