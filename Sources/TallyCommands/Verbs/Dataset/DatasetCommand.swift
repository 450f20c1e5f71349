internal import ArgumentParser

struct DatasetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dataset",
        abstract: "Checks, describes, samples, imports, audits and generates datasets.",
        subcommands: [
            ValidateDatasetCommand.self, StatsDatasetCommand.self, SampleDatasetCommand.self,
            ImportDatasetCommand.self, GenerateDatasetCommand.self, AuditCommand.self,
        ]
    )
}
