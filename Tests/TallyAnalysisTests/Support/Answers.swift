import TallyCore
import TallyScoring

/// Answers of runs to cases whose truth is known, scored as a run scores them.
struct Answers {
    var task: ExtractionTask = {
        var tolerant = FieldSpec("net", .money)
        tolerant.tolerance = 10_000
        var orders = FieldSpec("orders", .list)
        orders.element = .text
        return ExtractionTask(
            system: nil,
            template: "{{text}}",
            fields: FieldSpec.receipt + [tolerant, orders],
            required: ["merchant", "total"]
        )
    }()

    func answer(
        _ position: Int,
        truth: JSONValue,
        _ output: JSONValue?,
        outcome: TrialOutcome = .answered,
        repeatIndex: Int = 0,
        locale: String? = nil
    ) -> TrialAnswer {
        let expected = truth.object ?? JSONObject()
        let scorer = Scorer(fields: task.fields, required: task.required)
        let predicted = output?.object
        let score = predicted.map {
            scorer.score(expected: expected, predicted: $0, locale: locale)
        }
        let record = TrialRecord(
            position: position,
            caseID: "case-\(position)",
            repeatIndex: repeatIndex,
            outcome: outcome,
            score: outcome == .answered ? score : scorer.failure(expected: expected)
        )
        return TrialAnswer(record: record, expected: expected, output: predicted, locale: locale)
    }
}
