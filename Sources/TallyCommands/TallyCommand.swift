internal import ArgumentParser
internal import TallyKit

struct TallyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tally",
        abstract: "Replays receipts against models and tallies cost, time and accuracy.",
        discussion: "Start with `tally run benchmarks/receipts.yaml`.",
        version: Harness.version,
        subcommands: [
            RunCommand.self, ResumeCommand.self, ListCommand.self, ShowCommand.self,
            CompareCommand.self,
            GateCommand.self, BaselineCommand.self, PowerCommand.self,
            ReportCommand.self, ExportCommand.self, ScoreCommand.self, ImportCommand.self,
            RescoreCommand.self,
            RepriceCommand.self, CascadeCommand.self, CacheCommand.self, RecordCommand.self,
            ForgetCommand.self,
            InitCommand.self,
            DatasetCommand.self,
            ModelsCommand.self, PricesCommand.self, WandBCommand.self,
            DoctorCommand.self, SimulateCommand.self,
        ]
    )
}

/// The store every verb works on.
struct StoreOptions: ParsableArguments {
    @Option(name: .customLong("store"), help: "The SQLite store.")
    var path = Self.defaultPath

    static let defaultPath = "results/tally.sqlite"

    func validate() throws {
        if path.isEmpty { throw ValidationError("--store: expected a file's path, found nothing") }
    }
}
