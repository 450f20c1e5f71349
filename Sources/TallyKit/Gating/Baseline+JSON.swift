internal import TallyCore

/// The file's form: one line a case, so that a change of the baseline reads well in a review.
extension Baseline {
    /// What stands in the columns of a case.
    static let columns = [
        "id", "content", "group", "weight", "place", "scored", "failed", "model_failures", "exact",
        "accuracy", "fields", "cost_usd", "uncached_usd", "cached_usd", "input_tokens",
        "output_tokens", "service_s", "censored", "ttft_s", "flagged", "missed",
    ]

    var text: String {
        var lines = ["{"]
        for (key, value) in head { lines.append("\"\(key)\": \(value.jsonText),") }
        lines.append("\"runs\": [")
        for (index, side) in sides.enumerated() {
            lines.append("{")
            for (key, value) in Self.head(of: side) {
                lines.append("\"\(key)\": \(value.jsonText),")
            }
            lines.append("\"cases\": [")
            let rows = side.results.map { Self.row($0, content: side.contents[$0.id] ?? "") }
            lines.append(rows.map(\.jsonText).joined(separator: ",\n"))
            lines.append(index == sides.count - 1 ? "]}" : "]},")
        }
        lines.append("]}")
        return lines.joined(separator: "\n") + "\n"
    }

    private var head: [(String, JSONValue)] {
        [
            ("schema", .string(Self.schema)), ("benchmark", .string(benchmark)),
            ("saved", .number(Int(saved.milliseconds))), ("provenance", provenance),
            (
                "dataset",
                [
                    "name": .string(dataset.name), "version": .string(dataset.version),
                    "digest": .string(dataset.digest), "cases": .number(dataset.cases),
                ]
            ),
            ("prices", prices.configuration), ("prices_as_of", .string(day)),
            (
                "original",
                [
                    "saved": .number(Int(original.saved.milliseconds)),
                    "runs": .object(
                        JSONObject(
                            original.figures.sorted { $0.key < $1.key }.map { ($0, $1.json) }
                        )
                    ),
                ]
            ),
            ("columns", .array(Self.columns.map { .string($0) })),
        ]
    }

    private static func head(of side: ComparisonSide) -> [(String, JSONValue)] {
        let models = side.run.returnedModels.sorted { $0.key < $1.key }
        return [
            ("name", .string(side.run.name)), ("id", .string(side.run.id)),
            ("experiment", .string(side.run.experiment)),
            ("simulated", .bool(side.run.isSimulated)), ("imported", .bool(side.run.isImported)),
            ("recorded", .bool(side.run.isRecorded)),
            ("returned_models", .object(JSONObject(models.map { ($0.key, .number($0.value)) }))),
            ("scorer", .string(side.scorer)),
            ("fields", .array(side.fields.map { .string($0) })),
            ("order", .string(side.order)), ("repeats", .number(side.repeats)),
            (
                "terms",
                [
                    "provider": .optional(side.terms.provider),
                    "model": .optional(side.terms.model),
                    "streamed": side.terms.isStreamed.map { .bool($0) } ?? .null,
                    "prompt": .optional(side.terms.prompt),
                    "tiers": .array(side.terms.tiers.map { .string($0) }),
                ]
            ),
        ]
    }

    private static func row(_ result: CaseResult, content: String) -> JSONValue {
        .array([
            .string(result.id), .string(content), .optional(result.group), .number(result.weight),
            .optional(result.place), .number(result.scored), .number(result.failed),
            .number(result.modelFailures), .optional(result.exact), .optional(result.accuracy),
            .array(result.fields.map { $0.isNaN ? .null : .number($0) }), .optional(result.cost),
            .optional(result.uncachedCost), .optional(result.cachedCost),
            .number(result.inputTokens), .number(result.outputTokens), .optional(result.service),
            .bool(result.isCensored), .optional(result.firstToken), .number(result.flagged),
            .number(result.missed),
        ])
    }
}

extension Baseline.Figures {
    var json: JSONValue {
        [
            "document_exact": .optional(documentExact), "field_accuracy": .optional(fieldAccuracy),
            "cost_per_document_usd": .optional(cost),
        ]
    }

    init(json: JSONValue) {
        documentExact = json["document_exact"]?.double
        fieldAccuracy = json["field_accuracy"]?.double
        cost = json["cost_per_document_usd"]?.double
    }
}
