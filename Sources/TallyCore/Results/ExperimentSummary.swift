/// One experiment with its runs side by side: the content of `tally.run/1`.
package struct ExperimentSummary: Sendable {
    package var id: String
    package var benchmark: String
    package var dataset: DatasetIdentity
    package var runs: [RunSummary]
    /// The file of the page that was made of it; `nil` where none was.
    package var page: String?

    package init(id: String, benchmark: String, dataset: DatasetIdentity, runs: [RunSummary]) {
        self.id = id
        self.benchmark = benchmark
        self.dataset = dataset
        self.runs = runs
    }

    package var state: RunSummary.State {
        runs.allSatisfy { $0.state == .complete } ? .complete : .partial
    }
}

/// Which data an experiment ran on.
package struct DatasetIdentity: Hashable, Sendable {
    package var name: String
    package var version: String
    package var digest: String
    /// Cases planned.
    package var cases: Int

    package init(name: String, version: String, digest: String, cases: Int) {
        self.name = name
        self.version = version
        self.digest = digest
        self.cases = cases
    }
}
