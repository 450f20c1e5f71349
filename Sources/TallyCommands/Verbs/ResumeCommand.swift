internal import ArgumentParser
internal import TallyKit

struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Goes on with an experiment: sends only the trials without a result."
    )

    @Argument(
        help:
            "An experiment or run: id, unique prefix or name; `latest` is the newest that is not complete."
    )
    var experiment = "latest"

    @OptionGroup var store: StoreOptions

    @Flag(help: "Send trials again that the infrastructure failed (5xx, time-outs), too.")
    var retryErrors = false

    @OptionGroup(title: "Budget") var budget: BudgetFlags
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

    func run() async throws {
        let harness = Harness(store: store.path)
        try await LiveRun(storePath: store.path, asJSON: json, makesReport: !skipsReport).perform {
            [
                experiment, retryErrors, budget, reuse = reuse.flags, options = wandb.options,
                flags = metrics.flags, skipsReport
            ]
            observer,
            stop in
            try await harness.resume(
                experiment,
                retriesErrors: retryErrors,
                budget: budget.budget,
                reuse: reuse,
                wandb: options,
                monitors: flags,
                makesReport: !skipsReport,
                observer: observer,
                stop: stop
            )
        }
    }
}
