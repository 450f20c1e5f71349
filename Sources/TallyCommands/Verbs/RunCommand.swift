internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport

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

    @Option(
        help:
            "When documents are sent: closed, constant:N or poisson:N a second, recorded:N times faster."
    )
    var arrivals: Arrivals?

    @OptionGroup(title: "Budget") var budget: BudgetFlags
    @OptionGroup(title: "Forecast") var forecast: ForecastFlags

    @OptionGroup(title: "Answers given before") var reuse: ReuseOptions

    @OptionGroup(title: "Weights & Biases") var wandb: WandBFlags

    @OptionGroup(title: "Metrics") var metrics: MetricsFlags

    @Flag(
        name: .customLong("no-report"),
        help:
            "Make no page of the results, nor its charts for W&B (`tally report` makes one later)."
    )
    var skipsReport = false

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
            arrivals: arrivals,
            budget: budget.budget,
            reuse: reuse.flags,
            wandb: wandb.options,
            monitors: metrics.flags,
            makesReport: !skipsReport
        )
        let harness = Harness(store: store.path)
        if forecast.dryRun {
            let view = ForecastView(try await harness.forecast(benchmark: file, options: options))
            let output = Terminal.output
            output.write(
                json
                    ? view.json.prettyText + "\n"
                    : view.text(width: output.width, style: output.style)
            )
            return
        }
        // What is wrong with the benchmark the run itself tells.
        let before = try? await harness.forecast(benchmark: file, options: options)
        if let before { try forecast.confirm(before) }
        let summary = try await LiveRun(
            storePath: store.path,
            asJSON: json,
            makesReport: !skipsReport
        ).perform {
            [file]
            observer,
            stop in
            try await harness.run(benchmark: file, options: options, observer: observer, stop: stop)
        }
        before.flatMap { ForecastView($0).outcome(summary) }.map { Terminal.error.write($0 + "\n") }
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

extension Arrivals: ExpressibleByArgument {
    /// Reads `closed`, `constant:5`, `poisson:5` or `recorded:60`.
    public init?(argument: String) {
        if argument == "closed" {
            self = .closed
            return
        }
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Double(parts[1]),
            Arrivals.bounds.contains(number)
        else { return nil }
        switch parts[0] {
        case "constant": self = .constant(perSecond: number)
        case "poisson": self = .poisson(perSecond: number)
        case "recorded": self = .recorded(speed: number)
        default: return nil
        }
    }
}
