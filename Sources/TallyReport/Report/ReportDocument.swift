package import TallyCore

/// A report as the document `tally.report/1`, for other programs: the parts are those of the other documents.
package struct ReportDocument: Sendable {
    package static let schema = "tally.report/1"

    private let report: EvaluationReport

    package init(_ report: EvaluationReport) { self.report = report }

    package var json: JSONValue {
        let answers = ReportAnswers(report: report)
        return [
            "schema": .string(Self.schema),
            "headline": .string(answers.headline),
            "rule": .string(answers.rule),
            "remarks": EstimateJSON.remarks(report.remarks),
            "choice": choice,
            "experiments": .array(report.experiments.map(experiment)),
            "comparison": report.comparison.map { ComparisonDocument($0).json } ?? .null,
            "cascade": report.cascade.map { CascadeView($0).json } ?? .null,
            "caches": CacheView.json(of: report.caches),
            "differences": .array(
                report.differences.map { difference in
                    [
                        "setting": .string(difference.key),
                        "values": .array(difference.values.map { .optional($0) }),
                    ]
                }
            ),
        ]
    }

    private var choice: JSONValue {
        let steps = report.choice.steps.map { step -> JSONValue in
            let accuracy = step.gain?.accuracy.difference
            return [
                "run": .string(step.option.name), "simulated": .bool(step.option.isSimulated),
                "from_usd_per_wrong_document": .number(step.from),
                "cost_per_document_usd": .number(step.option.cost),
                "document_exact": .number(step.option.accuracy),
                "accuracy_gain": EstimateJSON.object(accuracy),
                "settled": accuracy.map { .bool($0.low > 0) } ?? .null,
            ]
        }
        return [
            "steps": .array(steps),
            "unpriced": .array(report.choice.unpriced.map { .string($0) }),
        ]
    }

    private func experiment(_ experiment: ReportedExperiment) -> JSONValue {
        let summary = ExperimentSummary(
            id: experiment.id,
            benchmark: experiment.name,
            dataset: experiment.dataset,
            runs: experiment.runs.map(\.summary)
        )
        return [
            "created": .string(experiment.created.iso8601), "provenance": experiment.provenance,
            "run": RunDocument(summary).json,
            "operations": experiment.operations.map { OperationsView.json($0) } ?? .null,
            "measured": .array(experiment.runs.map(measured)),
        ]
    }

    private func measured(_ run: ReportedRun) -> JSONValue {
        [
            "name": .string(run.summary.name),
            "tokens_per_second_p50": run.tokenRate.map { .number($0.value) } ?? .null,
            "uncached_usd_per_document": .optional(run.uncached),
            "cached_usd_per_document": .optional(run.cached),
            "buckets": .array(
                run.buckets.map { bucket in
                    [
                        "kind": .string(bucket.name), "tokens": .number(bucket.tokens),
                        "usd": .optional(bucket.dollars),
                    ]
                }
            ),
            "latency_s": .array(
                run.latency.map { [.number($0.seconds), .number($0.share)] }
            ),
            "retired": .optional(run.retired),
        ]
    }
}
