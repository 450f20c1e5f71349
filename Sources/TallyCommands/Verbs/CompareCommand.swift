internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport
internal import TallyStore

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compares runs case by case: accuracy, cost and time with paired intervals.",
        discussion: """
            The first run is the baseline of all others; an experiment alone compares its runs with its first. \
            Partial runs are compared on the first cases of the seeded order that both have.
            """
    )

    @Argument(
        help:
            "Runs: ids, unique prefixes, names, or EXPERIMENT/NAME; or one experiment, or `latest`."
    )
    var runs: [String]

    @OptionGroup var store: StoreOptions

    @Option(help: "Documents a month, for the projection; default: the benchmark's `economics`.")
    var volume: Double?

    @Option(help: "Seed of resampling.")
    var seed: UInt64 = 1

    @Flag(
        name: .customLong("log-to-wandb"),
        help:
            "Put the differences into the runs' W&B summaries, and send them where WANDB_API_KEY is set."
    )
    var logsToWandB = false

    @Flag(help: "Print the tally.compare/1 document.")
    var json = false

    func validate() throws {
        if let volume, !(volume > 0 && volume.isFinite) {
            throw ValidationError("--volume \(volume): expected a number above 0")
        }
    }

    func run() async throws {
        var options = Comparisons.Options()
        options.seed = seed
        options.volume = volume
        let comparison = try Comparisons(store: try Store(reading: store.path))
            .compare(runs, options: options)
        let output = Terminal.output
        if json {
            output.write(ComparisonDocument(comparison).json.prettyText + "\n")
        } else {
            output.write(
                ComparisonView(comparison).text(width: output.width, style: output.style)
            )
        }
        if logsToWandB {
            await WandBNotice.print { try await WandBVerdicts(store: store.path).log(comparison) }
        }
    }
}
