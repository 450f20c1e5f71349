/// Everything that a report shows of some runs: what a reader needs to choose among them.
package struct EvaluationReport: Sendable {
    /// The experiments, each with the runs shown of it, in their order.
    package var experiments: [ReportedExperiment]
    /// The first run against the others; `nil` with one run, or where they cannot be compared.
    package var comparison: Comparison?
    /// Which run costs least in all, by what a wrong document costs.
    package var choice = ErrorCostChoice()
    /// The cheaper run of the choice asked first, the stronger one in doubt; `nil` where that cannot be studied.
    package var cascade: CascadeReport?
    package var caches: [CacheReport] = []
    package var economics: Economics?
    /// Settings in which the runs differ; what is the same everywhere is left out.
    package var differences: [ReportedDifference] = []
    /// What a reader must know before the numbers.
    package var remarks: [Remark] = []
    package var cases = ReportedCases()

    package init(experiments: [ReportedExperiment]) { self.experiments = experiments }

    /// All runs, in their order.
    package var runs: [ReportedRun] { experiments.flatMap(\.runs) }

    /// The runs of all experiments as those of the first one, for texts that speak of one experiment.
    package var summary: ExperimentSummary {
        let first = experiments.first
        return ExperimentSummary(
            id: first?.id ?? "",
            benchmark: first?.name ?? "",
            dataset: first?.dataset ?? DatasetIdentity(name: "", version: "", digest: "", cases: 0),
            runs: runs.map(\.summary)
        )
    }
}

/// One experiment of a report: what was run, on what, by what.
package struct ReportedExperiment: Sendable {
    package var id: String
    package var name: String
    package var dataset: DatasetIdentity
    package var created: Moment
    package var provenance: JSONValue
    package var seed: String?
    package var runs: [ReportedRun]
    package var operations: OperationsReport?

    package init(_ record: ExperimentRecord, runs: [ReportedRun]) {
        id = record.ulid
        name = record.name
        dataset = record.dataset
        created = record.created
        provenance = record.provenance
        seed = record.configuration["seed"]?.string
        self.runs = runs
    }
}

/// One setting, and what it is in each run; `nil` where a run has none.
package struct ReportedDifference: Hashable, Sendable {
    /// `profile.model`, `task.system` ...
    package var key: String
    package var values: [String?]

    package init(key: String, values: [String?]) {
        self.key = key
        self.values = values
    }
}
