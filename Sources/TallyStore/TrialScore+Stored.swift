internal import GRDB
internal import TallyCore

/// The stored form of scores: `{"total": ["correct", 1]}` and `{"expected": 3, ...}`.
extension TrialScore {
    var storedOutcomes: String {
        var writer = JSONWriter()
        for field in fields {
            writer.append(byte: UInt8(ascii: writer.bytes.isEmpty ? "{" : ","))
            writer.append(field.name)
            writer.append(raw: ":[")
            writer.append(field.outcome.rawValue)
            writer.append(raw: field.isRawEqual ? ",1]" : ",0]")
        }
        writer.append(raw: fields.isEmpty ? "{}" : "}")
        return writer.text
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
                isRawEqual: member.value[1]?.integer == 1
            )
        }
    }
}

extension LineItemScore {
    var stored: String {
        var writer = JSONWriter()
        writer.append(raw: "{\"expected\":")
        writer.append(expected)
        writer.append(raw: ",\"predicted\":")
        writer.append(predicted)
        writer.append(raw: ",\"matched\":")
        writer.append(matched)
        writer.append(raw: ",\"correct\":")
        writer.append(correct)
        writer.append(raw: ",\"subfields\":{")
        for (index, name) in subfields.keys.sorted().enumerated() {
            if index > 0 { writer.append(byte: UInt8(ascii: ",")) }
            let counts = subfields[name] ?? Subfield()
            writer.append(name)
            writer.append(raw: ":[")
            writer.append(counts.annotated)
            writer.append(byte: UInt8(ascii: ","))
            writer.append(counts.correct)
            writer.append(byte: UInt8(ascii: "]"))
        }
        writer.append(raw: "}}")
        return writer.text
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
