internal import ArgumentParser

struct WandBCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wandb",
        abstract: "Sends logged runs to Weights & Biases, and logs stored ones.",
        subcommands: [SyncWandBCommand.self, LogWandBCommand.self]
    )
}
