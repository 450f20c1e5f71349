package import TallyCore

/// The document `tally.run/1`: one experiment as JSON for other programs.
///
/// The shape is fixed by docs/tally.run.schema.json; later versions only add keys. What is unknown or
/// has no meaning yet is null: a price that is missing, a quantile with too few observations, an
/// interval's side that no data bounds.
package struct RunDocument: Sendable {
    package static let schema = "tally.run/1"

    package let summary: ExperimentSummary

    package init(_ summary: ExperimentSummary) { self.summary = summary }

    package var json: JSONValue {
        [
            "schema": .string(Self.schema),
            "experiment": .string(summary.id),
            "benchmark": .string(summary.benchmark),
            "state": .string(summary.state.rawValue),
            "dataset": [
                "name": .string(summary.dataset.name),
                "version": .string(summary.dataset.version),
                "digest": .string(summary.dataset.digest),
                "cases": .number(summary.dataset.cases),
            ],
            "runs": .array(summary.runs.map(RunObject.init(run:)).map(\.json)),
        ]
    }
}
