internal import GRDB
internal import TallyCore

/// The stored form of scores: `{"total": ["correct", 1]}` and `{"expected": 3, ...}`.
extension TrialScore {
    var storedOutcomes: JSONValue {
        .object(
            JSONObject(
                fields.map { field in
                    (
                        field.name,
                        [.string(field.outcome.rawValue), .number(field.isRawEqual ? 1 : 0)]
                    )
                }
            )
        )
    }

    /// Reads a row of `trial_scores` and the columns that its scoring judged; `nil` without a score.
    init?(row: Row) throws {
        guard let outcomes: String = row["outcomes"] else { return nil }
        try self.init(
            isDocumentExact: row["document_exact"],
            isDocumentExactRaw: row["document_exact_raw"],
            annotated: row["annotated"],
            right: row["right"],
            outcomes: outcomes,
            lineItems: row["line_items"],
            reconciles: row["reconciles"]
        )
    }

    /// Reads stored columns back; both values of each field stay with the case and the answer.
    init(
        isDocumentExact: Bool?,
        isDocumentExactRaw: Bool?,
        annotated: Int,
        right: Int,
        outcomes: String,
        lineItems: String?,
        reconciles: Bool?
    ) throws {
        self.init(
            fields: try Self.fields(stored: outcomes),
            lineItems: try lineItems.flatMap { LineItemScore(stored: try JSONParser.parse($0)) },
            isDocumentExact: isDocumentExact,
            isDocumentExactRaw: isDocumentExactRaw,
            annotated: annotated,
            right: right,
            reconciles: reconciles
        )
    }
}

extension TrialScore {
    /// What `storedOutcomes` wrote.
    static func fields(stored text: String) throws -> [FieldScore] {
        (try JSONParser.parse(text).object?.members ?? []).compactMap { member in
            guard let outcome = member.value[0]?.string.flatMap(FieldOutcome.init(rawValue:)) else {
                return nil
            }
            return FieldScore(
                name: member.key,
                outcome: outcome,
                expected: nil,
                predicted: nil,
                isRawEqual: member.value[1]?.integer == 1
            )
        }
    }
}

extension LineItemScore {
    var stored: JSONValue {
        let subfields = subfields.sorted { $0.key < $1.key }.map { name, counts in
            (name, [.number(counts.annotated), .number(counts.correct)] as JSONValue)
        }
        return [
            "expected": .number(expected), "predicted": .number(predicted),
            "matched": .number(matched), "correct": .number(correct),
            "subfields": .object(JSONObject(subfields)),
        ]
    }

    init?(stored: JSONValue) {
        guard let expected = stored["expected"]?.integer,
            let predicted = stored["predicted"]?.integer,
            let matched = stored["matched"]?.integer, let correct = stored["correct"]?.integer
        else { return nil }
        var subfields: [String: Subfield] = [:]
        for member in stored["subfields"]?.object?.members ?? [] {
            subfields[member.key] = Subfield(
                annotated: member.value[0]?.integer ?? 0,
                correct: member.value[1]?.integer ?? 0
            )
        }
        self.init(
            expected: expected,
            predicted: predicted,
            correct: correct,
            matched: matched,
            subfields: subfields
        )
    }
}
