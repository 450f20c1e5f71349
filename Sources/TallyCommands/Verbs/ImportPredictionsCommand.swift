internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes in what was made elsewhere.",
        subcommands: [ImportPredictionsCommand.self]
    )
}

struct ImportPredictionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predictions",
        abstract: "Makes a run of predictions made elsewhere; it is marked as imported.",
        discussion: """
            FILE holds one JSON object a line: {"id", "prediction"} and, where known, "usage", "cost_usd", \
            "latency_s", "ttft_s", "repeat", "error", "model_version". A prediction is an object, a text as it \
            came, or null. Cases without one stay pending.
            """
    )

    @Argument(help: "A file of JSON lines.")
    var file: String

    @OptionGroup var store: StoreOptions

    @Option(help: "The dataset the predictions are for (folder or file).")
    var dataset: String

    @Option(help: "The model's name in results.")
    var model: String

    @Option(help: "Only this split of the dataset.")
    var split: String?

    @Option(help: "A benchmark file by whose task to score; the built-in fields otherwise.")
    var benchmark: String?

    @Option(help: "An entry of the price table, for lines that state their usage.")
    var price: String?

    @Flag(help: "Print the tally.run/1 document instead of the table.")
    var json = false

    func run() throws {
        var options = PredictionImport.Options(file: file, dataset: dataset, model: model)
        options.split = split
        options.benchmark = benchmark
        options.price = price
        let (summary, ignored) = try PredictionImport(options, store: store.path).run()
        let output = Terminal.output
        if json {
            output.write(RunDocument(summary).json.prettyText + "\n")
        } else {
            output.write(RunTable(summary).text(width: output.width, style: output.style))
        }
        if !ignored.isEmpty {
            Terminal.error.write("not read: \(ignored.joined(separator: ", "))\n")
        }
        let pending = summary.runs.reduce(0) { $0 + $1.trials.pending }
        if pending > 0 { Terminal.error.write("\(pending) cases have no prediction\n") }
        Terminal.error.write("stored in \(store.path); see `tally show \(summary.id)`\n")
    }
}
