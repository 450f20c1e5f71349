internal import ArgumentParser
internal import TallyCore
internal import TallyKit

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Replays a benchmark's receipts against its variants.",
        discussion: """
            Results are stored as they come; an interrupted run goes on with `tally resume`. \
            Failed trials are data; exit code 6 says that planned trials have no result yet.
            """
    )

    @Argument(help: "The benchmark, a YAML file.")
    var file: String

    @OptionGroup var store: StoreOptions

    @Option(help: "Keep only the variants that use these profiles (a,b).")
    var models: String?

    @Option(help: "Run only the first cases of the seeded order.")
    var limit: Int?

    @Option(help: "Run only this split of the dataset.")
    var split: String?

    @Option(help: "Requests in flight at most, for each lane: a number, or `adaptive`.")
    var concurrency: Concurrency?

    @Option(help: "Seed of the case order.")
    var seed: UInt64?

    @OptionGroup(title: "Budget") var budget: BudgetFlags

    @OptionGroup(title: "Weights & Biases") var wandb: WandBFlags

    @OptionGroup(title: "Metrics") var metrics: MetricsFlags

    @Flag(help: "Print the tally.run/1 document instead of the table.")
    var json = false

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
        if let concurrency, !(1...1024).contains(concurrency.most) {
            throw ValidationError("--concurrency must be between 1 and 1024")
        }
    }

    func run() async throws {
        let options = RunOptions(
            models: models?.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init),
            limit: limit,
            split: split,
            concurrency: concurrency,
            seed: seed,
            budget: budget.budget,
            wandb: wandb.options,
            monitors: metrics.flags
        )
        let harness = Harness(store: store.path)
        try await LiveRun(storePath: store.path, asJSON: json).perform { [file] observer, stop in
            try await harness.run(benchmark: file, options: options, observer: observer, stop: stop)
        }
    }
}

extension Concurrency: ExpressibleByArgument {
    /// Reads a number or the word `adaptive`.
    public init?(argument: String) {
        if argument == "adaptive" {
            self = .adaptive
        } else if let count = Int(argument) {
            self = .fixed(count)
        } else {
            return nil
        }
    }
}
