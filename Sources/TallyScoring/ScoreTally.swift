internal import TallyCore

/// Gathers the outcomes of one trial's fields into its score.
struct ScoreTally {
    private let required: [String]
    private var fields: [FieldScore] = []
    private var lineItems: LineItemScore?
    private var annotated = 0
    private var right = 0
    private var isExact: Bool?
    private var isExactRaw: Bool?

    init(required: [String]) {
        self.required = required
    }

    /// Adds a scalar field, or a list that counts as one; `agree` compares two values that are both there.
    ///
    /// An answer that is not allowed is wrong even where the truth says the same.
    mutating func add(
        _ field: FieldSpec,
        _ truth: JSONValue,
        _ answer: JSONValue?,
        isAllowed: Bool = true,
        agree: (JSONValue, JSONValue) -> Bool
    ) {
        let isRawEqual = isAllowed && RawComparison.areEqual(truth, answer)
        let outcome: FieldOutcome
        switch (truth.isAnswered, answer) {
        case (true, let answer?) where answer.isAnswered:
            outcome = isRawEqual || agree(truth, answer) ? .correct : .wrong
        case (true, _): outcome = .omitted
        case (false, let answer?) where answer.isAnswered: outcome = .hallucinated
        case (false, _): outcome = .absent
        }
        annotated += 1
        if outcome.isRight { right += 1 }
        append(field, outcome, isRawEqual: isRawEqual)
    }

    /// Adds the line items: correct when as many are answered as expected and every pair agrees in full.
    mutating func add(
        _ field: FieldSpec,
        _ truth: JSONValue,
        _ answer: JSONValue?,
        items: LineItemScore
    ) {
        let outcome: FieldOutcome
        switch (items.expected > 0, items.predicted > 0) {
        case (true, true):
            outcome = items.isCountExact && items.correct == items.expected ? .correct : .wrong
        case (true, false): outcome = .omitted
        case (false, true): outcome = .hallucinated
        case (false, false): outcome = .absent
        }
        lineItems = items
        let isRawEqual = RawComparison.areEqual(truth, answer)
        append(field, outcome, isRawEqual: isRawEqual)
    }

    mutating func addFailure(_ field: FieldSpec, _ truth: JSONValue) {
        if field.comparator == .lineItems {
            let count = truth.array?.count ?? 0
            if count > 0 {
                lineItems = LineItemScore(
                    expected: count,
                    predicted: 0,
                    correct: 0,
                    matched: 0,
                    subfields: [:]
                )
            }
        } else {
            annotated += 1
        }
        append(field, .omitted, isRawEqual: false)
    }

    func score(reconciles: Bool?) -> TrialScore {
        TrialScore(
            fields: fields,
            lineItems: lineItems,
            isDocumentExact: isExact,
            isDocumentExactRaw: isExactRaw,
            annotated: annotated,
            right: right,
            reconciles: reconciles
        )
    }

    private mutating func append(
        _ field: FieldSpec,
        _ outcome: FieldOutcome,
        isRawEqual: Bool
    ) {
        if required.contains(field.name) {
            isExact = (isExact ?? true) && outcome.isRight
            isExactRaw = (isExactRaw ?? true) && isRawEqual
        }
        fields.append(
            FieldScore(
                name: field.name,
                outcome: outcome,
                isRawEqual: isRawEqual
            )
        )
    }
}
