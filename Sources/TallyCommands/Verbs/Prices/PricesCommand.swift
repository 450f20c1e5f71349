internal import ArgumentParser

struct PricesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prices",
        abstract: "Lists prices, tells two tables apart, and imports LiteLLM's list.",
        subcommands: [ListPricesCommand.self, DiffPricesCommand.self, ImportPricesCommand.self]
    )
}
