internal import ArgumentParser
internal import TallyCore
internal import TallyDatasets
internal import TallyReport

struct StatsDatasetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Says what a dataset holds: fields, lengths, splits, tags, sums that close."
    )

    @Argument(help: "A dataset's folder, its dataset.json, or a JSON-lines file.")
    var path: String

    @Option(help: "Only this split.")
    var split: String?

    @Flag(help: "Print the tally.dataset-stats/1 document.")
    var json = false

    func run() throws {
        let dataset = try Dataset.open(path, split: split)
        let statistics = try DatasetStatistics(of: dataset)
        let output = Terminal.output
        if json {
            output.write(statistics.json(of: dataset).prettyText + "\n")
        } else {
            let text = DatasetStatisticsText(dataset, statistics)
            output.write(text.text(width: output.width, style: output.style))
        }
    }
}
