internal import ArgumentParser

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "Lists profiles and checks them.",
        subcommands: [ListModelsCommand.self, CheckModelsCommand.self]
    )
}

/// Where profiles come from besides the built-in ones and the user's.
struct ProfileOptions: ParsableArguments {
    @Option(help: "A benchmark file: its profiles, and those in its folder, count too.")
    var benchmark: String?
}
