package import TallyCore

/// The table `predictions`: a row a trial, the same columns in every run, joined by `example_id`.
package enum PredictionTable {
    package static let key = "predictions"
    package static let columns = [
        "example_id", "repeat", "outcome", "correct", "score", "expected", "predicted",
        "wrong_fields", "latency_s", "ttft_s", "input_tokens", "output_tokens", "cost_usd",
        "error", "tags",
    ]

    /// Whether a trial belongs into a table of that scope.
    ///
    /// A number of cases means the first ones of the seeded order, so that all runs of an experiment show the same.
    package static func holds(_ record: TrialRecord, _ scope: WandBOptions.Table) -> Bool {
        switch scope {
        case .none: false
        case .all: true
        case .failures: record.outcome.error != nil || record.score?.isDocumentExact == false
        case .first(let count): record.place.map { $0 < count } ?? true
        }
    }

    /// Without `showsValues` what the receipt says and what the model read stay out.
    package static func row(
        _ trial: JudgedTrial,
        showsValues: Bool
    ) throws -> [JSONValue] {
        let record = trial.record
        let score = record.score
        let wrong = score?.fields.filter { !$0.outcome.isRight }.map(\.name).joined(separator: ", ")
        return [
            .string(record.caseID), .number(record.repeatIndex), .string(record.outcome.name),
            score?.isDocumentExact.map { .bool($0) } ?? .null, .optional(score?.fieldAccuracy),
            showsValues ? text(try trial.values.expected) : .null,
            showsValues ? try trial.values.output.map(text) ?? .null : .null,
            .optional(wrong), .optional(record.service), .optional(record.timeToFirstToken),
            .number(record.usage.prompt), .number(record.usage.output),
            .optional(record.cost?.dollars), .optional(record.outcome.error?.rawValue),
            .string(trial.values.tags.joined(separator: ", ")),
        ]
    }

    /// As text: a column of one type is what W&B's tables sort and filter by.
    private static func text(_ object: JSONObject) -> JSONValue {
        .string(JSONValue.object(object).jsonText)
    }
}
