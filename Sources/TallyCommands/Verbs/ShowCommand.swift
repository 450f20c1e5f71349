internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport
internal import TallyStore

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows an experiment, a run, or one case with its raw answer and its bill."
    )

    @Argument(help: "An experiment or run: id, unique prefix, name, or `latest`.")
    var selector: String

    @OptionGroup var store: StoreOptions

    @Option(name: .customLong("case"), help: "Show every execution of this case.")
    var caseID: String?

    @Flag(help: "Print the digest of the results: no times, costs or ids.")
    var digest = false

    @Flag(help: "Print how many documents an hour the profiles' limits allow, and what binds.")
    var capacity = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        let parts = [digest, caseID != nil, capacity].filter { $0 }
        if parts.count > 1 {
            throw ValidationError("--digest, --case and --capacity exclude each other")
        }
    }

    func run() throws {
        let store = try Store(reading: store.path)
        let match = try RunSelector(store: store).find(selector)
        let runs = try match.run.map { [$0] } ?? store.runs(of: match.experiment.id)
        if digest {
            Terminal.output.write("\(try store.resultDigest(of: runs))\n")
        } else if let caseID {
            try show(caseID, of: runs, match.experiment, in: store)
        } else if capacity {
            try showCapacity(of: runs, match.experiment, in: store)
        } else {
            try show(match, runs: runs, in: store)
        }
    }

    private func show(_ match: RunSelector.Match, runs: [RunRecord], in store: Store) throws {
        let output = Terminal.output
        let summaries = Summaries(store: store)
        let answers = AnswerAnalysis(store: store)
        let summary = ExperimentSummary(
            id: match.experiment.ulid,
            benchmark: match.experiment.name,
            dataset: match.experiment.dataset,
            runs: try runs.map { run in
                var summary = try summaries.run(run, in: match.experiment)
                try answers.add(to: &summary, of: run, in: match.experiment)
                return summary
            }
        )
        let operations = try Operations(store: store).report(of: runs, in: match.experiment)
        if json {
            var document = RunDocument(summary).json.object ?? JSONObject()
            document["operations"] = OperationsView.json(operations)
            output.write(JSONValue.object(document).prettyText + "\n")
            return
        }
        output.write(RunTable(summary).text(width: output.width, style: output.style))
        for run in summary.runs {
            output.write("\n" + RunDetail(run).text(width: output.width, style: output.style))
        }
        let view = OperationsView(operations)
        output.write("\n" + view.text(width: output.width, style: output.style))
    }

    private func showCapacity(
        of runs: [RunRecord],
        _ experiment: ExperimentRecord,
        in store: Store
    ) throws {
        let output = Terminal.output
        let operations = try Operations(store: store).report(of: runs, in: experiment)
        if json {
            output.write(OperationsView.json(operations).prettyText + "\n")
            return
        }
        let view = OperationsView(operations)
        output.write(view.capacityText(width: output.width, style: output.style))
    }

    private func show(
        _ caseID: String,
        of runs: [RunRecord],
        _ experiment: ExperimentRecord,
        in store: Store
    ) throws {
        let answers = AnswerAnalysis(store: store)
        let trials = try runs.flatMap { run in
            try store.trials(of: run, case: caseID).map { trial in
                var trial = trial
                trial.errorKinds = answers.kinds(of: trial, of: run, in: experiment)
                return (run, trial)
            }
        }
        guard !trials.isEmpty else {
            throw HarnessError(.usage, "no trial of case \"\(caseID)\" in \(selector)")
        }
        let output = Terminal.output
        if json {
            let values = trials.map { TrialView(run: $0.0, trial: $0.1).json }
            output.write(JSONValue.array(values).prettyText + "\n")
            return
        }
        // Only a person's screen is narrow: what goes to a file is not cut.
        let width = output.isInteractive ? output.width : 200
        let views = trials.map {
            TrialView(run: $0.0, trial: $0.1).text(width: width, style: output.style)
        }
        output.write(views.joined(separator: "\n"))
    }
}
