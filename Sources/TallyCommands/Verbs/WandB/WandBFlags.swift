internal import ArgumentParser
internal import TallyConfiguration
internal import TallyCore

/// How runs are logged for Weights & Biases; each flag wins over its variable and over the benchmark file.
struct WandBFlags: ParsableArguments {
    @Option(
        name: .customLong("wandb"),
        help: "W&B: online, offline or disabled; online where WANDB_API_KEY is set, else offline."
    )
    var mode: WandBOptions.Mode?

    @Option(name: .customLong("wandb-project"), help: "W&B's project; `tally` by default.")
    var project: String?

    @Option(name: .customLong("wandb-entity"), help: "The user or team the project belongs to.")
    var entity: String?

    @Option(name: .customLong("wandb-group"), help: "W&B's group; the experiment by default.")
    var group: String?

    @Option(name: .customLong("wandb-job-type"), help: "W&B's job type; `eval` by default.")
    var jobType: String?

    @Option(
        name: .customLong("wandb-name"),
        help: "The runs' names: {variant}, {benchmark}, {dataset} and {experiment} are filled in."
    )
    var name: String?

    @Option(name: .customLong("wandb-notes"), help: "Notes on the runs.")
    var notes: String?

    @Option(name: .customLong("wandb-tags"), help: "Tags (a,b), besides those of the file.")
    var tags: String?

    @Option(
        name: .customLong("wandb-table"),
        help:
            "Trials in the table of predictions: none, failures, all or the first N cases (10000)."
    )
    var table: WandBOptions.Table?

    @Flag(
        name: .customLong("wandb-values"),
        inversion: .prefixedNo,
        help: "Show receipts' values in tables; by default where the dataset has no personal data."
    )
    var values: Bool?

    func validate() throws {
        try check(project, "--wandb-project", WandBRules.project)
        try check(entity, "--wandb-entity", WandBRules.entity)
        try check(name, "--wandb-name", WandBRules.name)
        for tag in list { try check(tag, "--wandb-tags", WandBRules.tag) }
    }

    private func check(_ text: String?, _ flag: String, _ problem: (String) -> String?) throws {
        guard let text, let problem = problem(text) else { return }
        throw ValidationError("\(flag): \"\(text)\": \(problem)")
    }

    private var list: [String] {
        tags?.split(separator: ",").map { $0.drop { $0 == " " } }.map(String.init) ?? []
    }

    var options: WandBOptions {
        var options = WandBOptions()
        options.mode = mode
        options.project = project
        options.entity = entity
        options.group = group
        options.jobType = jobType
        options.name = name
        options.notes = notes
        options.tags = list
        options.table = table
        options.showsValues = values
        return options
    }
}

extension WandBOptions.Mode: ExpressibleByArgument {}

extension WandBOptions.Table: ExpressibleByArgument {
    /// Reads `none`, `failures`, `all` or a number of cases.
    public init?(argument: String) { self.init(argument) }
}
