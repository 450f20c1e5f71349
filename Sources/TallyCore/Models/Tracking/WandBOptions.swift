/// How runs are logged for Weights & Biases.
///
/// What is `nil` here nobody said: see `docs/wandb.md` for what holds then.
package struct WandBOptions: Hashable, Sendable {
    package enum Mode: String, Sendable, CaseIterable {
        /// Logged and sent while the run goes on.
        case online
        /// Logged; `tally wandb sync` or `wandb sync` sends it later.
        case offline
        case disabled
    }

    /// Which trials the table of predictions holds.
    package enum Table: Hashable, Sendable {
        case none
        /// Trials that brought no answer, or a document that is not exact.
        case failures
        case all
        /// Those of the first cases of the seeded order.
        case first(Int)

        /// 10,000 rows are what W&B's tables show.
        package static let usual = Table.first(10_000)
    }

    package var mode: Mode?
    package var project: String?
    package var entity: String?
    package var group: String?
    package var jobType: String?
    package var tags: [String] = []
    package var notes: String?
    /// A template: `{variant}`, `{benchmark}`, `{dataset}`, `{experiment}` are filled in.
    package var name: String?
    /// Further members of the config.
    package var config = JSONObject()
    /// Trials between two rows of the history.
    package var logFrequency: Int?
    package var table: Table?
    /// Whether tables show what receipts say and models answered; `nil` does where the dataset holds no personal data.
    package var showsValues: Bool?
    /// The directory that holds `wandb/`; `nil` is `runs/` beside the store.
    package var directory: String?
    package var baseURL: String?
    /// W&B's id of the run, for an experiment of one variant.
    package var runID: String?

    package init(mode: Mode? = nil) { self.mode = mode }

    /// What a template of a name may hold between braces.
    package static let nameParts = ["variant", "benchmark", "dataset", "experiment"]

    /// These options, and where they say nothing those of a weaker source.
    package func over(_ weaker: WandBOptions) -> WandBOptions {
        var merged = weaker
        merged.mode = mode ?? weaker.mode
        merged.project = project ?? weaker.project
        merged.entity = entity ?? weaker.entity
        merged.group = group ?? weaker.group
        merged.jobType = jobType ?? weaker.jobType
        merged.notes = notes ?? weaker.notes
        merged.name = name ?? weaker.name
        merged.logFrequency = logFrequency ?? weaker.logFrequency
        merged.table = table ?? weaker.table
        merged.showsValues = showsValues ?? weaker.showsValues
        merged.directory = directory ?? weaker.directory
        merged.baseURL = baseURL ?? weaker.baseURL
        merged.runID = runID ?? weaker.runID
        merged.tags += tags.filter { !weaker.tags.contains($0) }
        for member in config.members { merged.config[member.key] = member.value }
        return merged
    }
}

extension WandBOptions.Table {
    /// `none`, `failures`, `all` or a number of cases; `nil` for anything else.
    package init?(_ word: String) {
        switch word {
        case "none": self = .none
        case "failures": self = .failures
        case "all": self = .all
        default:
            guard let count = Int(word), count > 0 else { return nil }
            self = .first(count)
        }
    }

    /// As it is written.
    package var word: String {
        switch self {
        case .none: "none"
        case .failures: "failures"
        case .all: "all"
        case .first(let count): String(count)
        }
    }
}

extension WandBOptions {
    /// As they are stored with an experiment; no key is part of them.
    package var configuration: JSONValue {
        [
            "mode": .optional(mode?.rawValue), "project": .optional(project),
            "entity": .optional(entity), "group": .optional(group),
            "job_type": .optional(jobType), "tags": .array(tags.map { .string($0) }),
            "notes": .optional(notes), "name": .optional(name), "config": .object(config),
            "log_frequency": .optional(logFrequency), "table": .optional(table?.word),
            "values": showsValues.map { .bool($0) } ?? .null,
        ]
    }

    /// Reads back what `configuration` wrote; what is missing nobody said.
    package init(configuration: JSONValue) {
        mode = configuration["mode"]?.string.flatMap(Mode.init(rawValue:))
        project = configuration["project"]?.string
        entity = configuration["entity"]?.string
        group = configuration["group"]?.string
        jobType = configuration["job_type"]?.string
        tags = (configuration["tags"]?.array ?? []).compactMap(\.string)
        notes = configuration["notes"]?.string
        name = configuration["name"]?.string
        config = configuration["config"]?.object ?? JSONObject()
        logFrequency = configuration["log_frequency"]?.integer
        table = configuration["table"]?.string.flatMap { Table($0) }
        showsValues = configuration["values"]?.bool
    }
}
