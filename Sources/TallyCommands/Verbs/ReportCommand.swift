internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport
internal import TallyRunner
internal import TallyStore

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Makes one page that settles the choice: verdict, cost, accuracy, time, errors, documents.",
        discussion: """
            The HTML page is one file that loads nothing: it opens from disk, prints, and can be mailed. It lies beside the \
            store unless --out says otherwise; the other formats go to standard output.
            """
    )

    /// What is made of a report.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case html, markdown, json, csv
    }

    @Argument(
        help: "Runs or experiments: ids, unique prefixes, names, EXPERIMENT/NAME, or `latest`."
    )
    var runs: [String] = ["latest"]

    @OptionGroup var store: StoreOptions

    @Option(
        name: .customLong("out"),
        help: "The file to write, whole or not at all; `-` is standard output."
    )
    var path: String?

    @Option(
        help: "html; markdown; json: tally.report/1; csv: each document's fields with every answer."
    )
    var format = Format.html

    @Flag(
        name: .customLong("no-values"),
        help: "Leave out what receipts and answers say: only how each field came out is shown."
    )
    var hidesValues = false

    @Option(help: "Documents a month, for the projection; default: the benchmark's `economics`.")
    var volume: Double?

    @Option(help: "Seed of resampling.")
    var seed: UInt64 = 1

    func validate() throws {
        if let volume, !(volume > 0 && volume.isFinite) {
            throw ValidationError("--volume \(volume): expected a number above 0")
        }
        if path?.isEmpty == true {
            throw ValidationError("--out: expected a file's path, found nothing")
        }
    }

    func run() async throws {
        let opened = try Store(reading: store.path)
        var options = ReportDesk.Options()
        options.showsValues = !hidesValues
        (options.volume, options.seed) = (volume, seed)
        let report = try ReportDesk(store: opened, options: options)
            .report(runs, today: RunClock().wall().day)
        guard format == .html, path != "-" else {
            var output = try ExportOutput(path == "-" ? nil : path)
            switch format {
            case .html: try output.write(try await ReportFile.page(report, from: opened))
            case .markdown: try output.write(ReportMarkdown(report).text)
            case .json: try output.write(ReportDocument(report).json.prettyText + "\n")
            case .csv:
                let rows = ReportRows(report)
                try output.write(rows.head)
                try rows.forEach { try output.write($0) }
            }
            return try output.finish()
        }
        let target = path ?? ReportFile.path(of: report.summary.id, store: store.path)
        try ReportFile.put(try await ReportFile.page(report, from: opened), to: target)
        Terminal.output.write(target + "\n")
    }
}
