package import TallyCore

extension CascadeView {
    /// The same facts for other programs: `tally.cascade/1`.
    package var json: JSONValue {
        let verdict = report.verdict
        return [
            "schema": "tally.cascade/1",
            "dataset": [
                "name": .string(report.dataset.name), "version": .string(report.dataset.version),
                "digest": .string(report.dataset.digest),
            ],
            "cases": .number(report.cases), "left_out": .number(report.leftOut),
            "folds": .number(report.folds), "seed": .string(String(report.seed)),
            "goal": goal, "priced": .bool(report.isPriced), "cheap": Self.json(report.cheap),
            "strong": Self.json(report.strong),
            "with": report.voter.map { Self.json($0) } ?? .null,
            "policies": .array(report.outcomes.map(Self.json)),
            "unavailable": .object(
                JSONObject(
                    report.unavailable.map { ($0.policy.rawValue, JSONValue.string($0.reason)) }
                )
            ),
            "oracle": .array(report.oracle.map(Self.json)),
            "verdict": verdict.map { verdict in
                [
                    "winner": .string(verdict.winner), "cascade": .bool(verdict.isCascade),
                    "settled": .bool(verdict.rivals.isEmpty),
                    "rivals": .array(verdict.rivals.map { .string($0) }),
                    "misses_goal": .bool(verdict.missesGoal),
                ]
            } ?? .null,
        ]
    }

    private var goal: JSONValue {
        switch report.goal {
        case .leastCost(let error): ["error_cost_usd": .number(error)]
        case .mostAccurate(let budget): ["budget_usd": .number(budget)]
        case .cheapest(let accuracy): ["accuracy": .number(accuracy)]
        }
    }

    private static func json(_ run: CascadeReport.Run) -> JSONValue {
        [
            "name": .string(run.name), "id": .string(run.id), "simulated": .bool(run.isSimulated),
            "imported": .bool(run.isImported), "document_exact": json(run.accuracy),
            "cost_usd": json(run.cost), "service_s": json(run.latency),
        ]
    }

    private static func json(_ outcome: CascadeReport.Outcome) -> JSONValue {
        [
            "policy": .string(outcome.policy.rawValue), "threshold": .number(outcome.threshold),
            "fold_thresholds": .array(outcome.foldThresholds.map { .number($0) }),
            "rule": outcome.rule?.configuration ?? .null,
            "document_exact": json(outcome.accuracy), "escalated": json(outcome.escalated),
            "cost_usd": json(outcome.cost), "service_s": json(outcome.latency),
            "difference_to_strong": json(outcome.accuracyDifference),
            "cost_difference_usd": json(outcome.costDifference),
            "random_mix": .optional(outcome.randomMix), "gain_over_mix": json(outcome.gain),
            "oracle": .optional(outcome.oracle),
            "prediction": outcome.prediction.map { prediction in
                [
                    "cases": .number(prediction.cases), "document_exact": json(prediction.accuracy),
                    "escalated": json(prediction.escalated), "cost_usd": json(prediction.cost),
                ]
            } ?? .null,
            "curve": .array(outcome.curve.map(json)),
        ]
    }

    /// A threshold that is null hands everything over, or is none.
    private static func json(_ point: CascadeReport.Point) -> JSONValue {
        [
            "threshold": .number(point.threshold), "escalated": .number(point.escalated),
            "document_exact": .number(point.accuracy), "cost_usd": .optional(point.cost),
            "service_s": .optional(point.latency),
        ]
    }

    private static func json(_ estimate: Estimate?) -> JSONValue {
        guard let estimate else { return .null }
        return [
            "value": .number(estimate.value), "low": .number(estimate.low),
            "high": .number(estimate.high), "n": .number(estimate.n),
            "method": .string(estimate.method),
        ]
    }
}
