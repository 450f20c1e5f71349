internal import ArgumentParser
internal import Foundation
internal import TallyCore
internal import TallyKit
internal import TallyReport
internal import TallyStore

struct CascadeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cascade",
        abstract: "Values handing doubtful answers of a cheap model over to a strong one.",
        discussion: """
            Reads two runs over the same receipts; nothing is sent. --write makes a benchmark of the best \
            policy, which `tally run` executes. Without a goal: as right as the strong run, at the least \
            cost.
            """
    )

    @Argument(help: "The cheap run: id, unique prefix, or name.")
    var cheap: String

    @Argument(help: "The strong run.")
    var strong: String

    @OptionGroup var store: StoreOptions

    @Option(help: "Take the runs of this experiment.")
    var experiment: String?

    @Option(help: "schema_valid, reconciles, mean_logprob, agreement, learned, or all.")
    var policy = "all"

    @Option(name: .customLong("with"), help: "A second cheap run, for agreement.")
    var voter: String?

    @Option(help: "Goal: the least cost, a wrong document costing so many dollars more.")
    var errorCost: Double?

    @Option(help: "Goal: the most exact documents at so many dollars each.")
    var budget: Double?

    @Option(help: "Goal: the least cost at this share of exact documents, 0 to 1.")
    var accuracy: Double?

    @Option(help: "Folds of cross-fitting.")
    var folds = 5

    @Option(help: "Seed of the folds and of resampling.")
    var seed: UInt64 = 1

    @Option(help: "Foretell a run of the cascade on so many other cases.")
    var predict: Int?

    @Option(
        name: .customLong("write"),
        help: "Write a benchmark file of the best policy (- prints it)."
    )
    var path: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let options = try options()
        let finding = try CascadeDesk(store: try Store(reading: store.path))
            .study(cheap: cheap, strong: strong, options: options)
        let output = Terminal.output
        if let path {
            let file = try CascadeFile(finding, policy: CascadePolicy(rawValue: policy))
            for remark in file.remarks { Terminal.error.write("tally: \(remark)\n") }
            guard path != "-" else {
                output.write(file.text)
                return
            }
            try write(file.text, to: path)
        }
        let view = CascadeView(finding.report)
        if json {
            output.write(view.json.prettyText + "\n")
        } else {
            output.write(view.text(width: output.width, style: output.style))
            if let path { output.write("\nwritten: \(path); `tally run \(path)` executes it\n") }
        }
    }

    private func options() throws -> CascadeDesk.Options {
        var options = CascadeDesk.Options()
        options.experiment = experiment
        options.voter = voter
        options.goal = try goal()
        options.seed = seed
        options.predicting = predict
        if policy != "all" {
            guard let named = CascadePolicy(rawValue: policy) else {
                let words = CascadePolicy.allCases.map(\.rawValue) + ["all"]
                throw HarnessError(
                    .usage,
                    "--policy \(policy): expected one of \(words.joined(separator: ", "))"
                )
            }
            options.policies = [named]
        }
        guard (2...1000).contains(folds) else {
            throw HarnessError(.usage, "--folds \(folds): expected 2 to 1000")
        }
        options.folds = folds
        if let predict, predict < 1 {
            throw HarnessError(.usage, "--predict \(predict): expected at least 1")
        }
        return options
    }

    private func goal() throws -> CascadeReport.Goal? {
        let given = [errorCost, budget, accuracy].compactMap { $0 }
        guard given.count <= 1 else {
            throw HarnessError(
                .usage,
                "--error-cost, --budget and --accuracy exclude each other: a threshold has one goal"
            )
        }
        guard given.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw HarnessError(.usage, "a goal is a number of at least 0")
        }
        if let errorCost { return .leastCost(error: errorCost) }
        if let budget { return .mostAccurate(budget: budget) }
        guard let accuracy else { return nil }
        guard accuracy <= 1 else {
            throw HarnessError(.usage, "--accuracy \(accuracy): expected a share from 0 to 1")
        }
        return .cheapest(accuracy: accuracy)
    }

    private func write(_ text: String, to path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw HarnessError(.usage, "\(path): there is a file already; name another")
        }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
        } catch {
            throw HarnessError(.failed, "\(path): cannot be written: \(error.localizedDescription)")
        }
    }
}
