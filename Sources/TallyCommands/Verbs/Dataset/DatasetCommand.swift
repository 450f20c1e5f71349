internal import ArgumentParser

struct DatasetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dataset",
        abstract: "Checks, imports and generates datasets.",
        subcommands: [
            ValidateDatasetCommand.self, ImportDatasetCommand.self, GenerateDatasetCommand.self,
        ]
    )
}
