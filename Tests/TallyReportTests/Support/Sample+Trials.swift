import TallyCore

extension Sample {
    static func record(name: String = "gpt-4o", isSimulated: Bool = false) -> RunRecord {
        RunRecord(
            id: 1,
            ulid: "01JD8Z5W3QK7M4N2P6R8T0V1X4",
            experiment: 1,
            ordinal: 0,
            key: "sha256:1",
            name: name,
            profiles: [name],
            state: "complete",
            stopReason: nil,
            planned: 1,
            isSimulated: isSimulated,
            isImported: false,
            started: Moment(milliseconds: 0),
            wall: 1,
            scoring: 1
        )
    }

    /// A trial with one field of each kind: right, wrong, unannotated, a list.
    static func answer(
        id: String = "case-1",
        merchant: JSONValue = "Aldi",
        cost: Money? = Money(nanodollars: 1_234_567)
    ) -> TrialAnswer {
        func score(_ name: String, _ outcome: FieldOutcome) -> FieldScore {
            FieldScore(
                name: name,
                outcome: outcome,
                isRawEqual: outcome == .correct
            )
        }
        let record = TrialRecord(
            position: 1,
            caseID: id,
            repeatIndex: 2,
            outcome: .answered,
            score: TrialScore(
                fields: [
                    score("merchant", .correct), score("total", .wrong), score("orders", .correct),
                ],
                lineItems: nil,
                isDocumentExact: false,
                isDocumentExactRaw: false,
                annotated: 3,
                right: 2,
                reconciles: nil
            ),
            usage: Usage(input: 10, cachedInput: 20, cacheWrite: 30, output: 40, reasoning: 5),
            cost: cost,
            service: 1.25,
            timeToFirstToken: 0.5
        )
        return TrialAnswer(
            record: record,
            expected: JSONObject([
                ("merchant", merchant), ("total", .number("-5.00")), ("orders", ["a", "b"]),
            ]),
            output: JSONObject([
                ("merchant", merchant), ("total", .number("5.0")), ("orders", ["a", "b"]),
                ("note", "x, \"y\""),
            ]),
            attempts: 2,
            returnedModel: "gpt-4o-2024-08-06"
        )
    }
}
