internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport
internal import TallyStore

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the trials of a run or an experiment as CSV or JSON lines.",
        discussion: """
            One row a trial that has a result. With --billing, what was spent by model, UTC day and \
            kind of token, to be held against an invoice.
            """
    )

    @Argument(help: "An experiment or run: id, unique prefix, name, or `latest`.")
    var selector: String

    @OptionGroup var store: StoreOptions

    @Option(help: "csv or jsonl.")
    var format = ExportFormat.csv

    @Option(name: .customLong("out"), help: "The file to write, whole or not at all.")
    var path: String?

    @Flag(help: "Export the bill instead of the trials.")
    var billing = false

    func run() throws {
        let store = try Store(reading: store.path)
        let match = try RunSelector(store: store).find(selector)
        let runs = try match.run.map { [$0] } ?? store.runs(of: match.experiment.id)
        var output = try ExportOutput(path)
        if billing {
            try output.write(try bill(match.experiment, runs, store))
        } else {
            let fields = runs.flatMap {
                match.experiment.task(of: $0)?["fields"]?.object?.keys ?? []
            }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            let export = TrialExport(format, fields: fields)
            try output.write(export.head)
            for run in runs {
                try store.forEachAnswer(of: run) { try output.write(export.row($0, of: run)) }
            }
        }
        try output.finish()
    }

    private func bill(
        _ experiment: ExperimentRecord,
        _ runs: [RunRecord],
        _ store: Store
    ) throws -> String {
        var bill = Bill()
        // What was recorded was billed when it was recorded.
        for run in runs where !run.isRecorded {
            let profiles = experiment.variant(of: run)?.profiles ?? []
            try store.forEachAttempt(of: run) { attempt in
                let asked = profiles.first { $0.name == attempt.profile } ?? profiles.first
                bill.add(attempt, model: asked?.model ?? run.name, isSimulated: run.isSimulated)
            }
        }
        return BillExport(format).text(of: bill)
    }
}

extension ExportFormat: ExpressibleByArgument {}
