internal import ArgumentParser
internal import TallyKit

struct LogWandBCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract:
            "Logs stored runs for Weights & Biases: imported ones, older ones, rescored ones.",
        discussion: """
            A run that was logged before keeps its id; its summary and tables are written anew, and replace \
            what W&B shows.
            """
    )

    @Argument(help: "An experiment or run: id, unique prefix, name, or `latest`.")
    var selector: String

    @OptionGroup var store: StoreOptions
    @OptionGroup var wandb: WandBFlags

    func run() async throws {
        let lines = try await WandBRelog(store: store.path).log(selector, flags: wandb.options)
        Terminal.output.write(lines.map { "\($0)\n" }.joined())
    }
}
