internal import ArgumentParser
internal import TallyCore
internal import TallyReport
internal import TallyStore

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the runs of a store, the newest first."
    )

    @OptionGroup var store: StoreOptions

    @Option(help: "Experiments to list at most.")
    var limit = 20

    @Flag(help: "Print JSON lines, one a run.")
    var json = false

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1") }
    }

    func run() throws {
        let store = try Store(reading: store.path)
        let experiments = try store.experiments().prefix(limit)
        let isIdle = !store.hasWriter
        let entries = try experiments.flatMap { experiment in
            try store.runs(of: experiment.id).map { run in
                var run = run
                // Its process died: nobody will close it but a resume.
                if run.state == "running", isIdle { run.state = "cut off" }
                let totals = try store.totals(of: run)
                return RunListing.Entry(experiment: experiment, run: run, totals: totals)
            }
        }
        let listing = RunListing(entries: entries)
        let output = Terminal.output
        output.write(
            json ? listing.jsonLines : listing.text(width: output.width, style: output.style)
        )
    }
}
