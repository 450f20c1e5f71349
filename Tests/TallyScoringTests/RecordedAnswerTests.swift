import TallyCore
import TallyScoring
import Testing

/// Scores of recorded answers against figures that were established elsewhere.
@Suite(.enabled(if: ReferenceData.isThere, "reference data is absent"))
struct RecordedAnswerTests {
    @Test func `gives QwenVL-72B the known figures on CORD`() throws {
        let scores = try scores(
            "receipts/cord_test.jsonl",
            "recorded/cord_test.predictions.qwenvl72b.jsonl"
        )
        let totals = scores.compactMap { $0.fields.first { $0.name == "total" } }
        #expect(totals.count == 95)
        #expect(totals.count { $0.outcome == .correct } == 93)
        #expect(scores.compactMap(\.lineItems).count { $0.isCountExact } == 92)
    }

    /// GPT-4o's outputs, then reviewed by hand, against SROIE's labels as they were published.
    @Test func `shows why raw and normalised scores are both reported`() throws {
        let answers = try ReferenceData.lines("recorded/gpt4o_outputs.jsonl")
        let byID = Dictionary(answers.map { ($0["id"], $0["prediction"]) }) { first, _ in first }
        var scores: [TrialScore] = []
        for record in try ReferenceData.lines("receipts/sroie_train.jsonl") {
            let raw = record["meta"]?["raw"]
            let key = record["meta"]?["sroie_key"]?.string ?? ""
            guard let answer = byID[.string("sroie-train-" + key)], let answer else { continue }
            let truth: JSONValue = [
                "merchant": raw?["company"] ?? .null, "date": raw?["date"] ?? .null,
                "total": raw?["total"] ?? .null,
            ]
            scores.append(Scorer().score(expected: truth, predicted: answer, locale: "en-MY"))
        }
        #expect(scores.count == 618)
        #expect(scores.count { $0.isDocumentExact == true } > 618 / 2)
        #expect(scores.count { $0.isDocumentExactRaw == true } < 618 / 50)
    }

    @Test func `measures the edit distances of the reference`() throws {
        let vectors = try ReferenceData.lines("metrics/string_vectors.jsonl")
        #expect(!vectors.isEmpty)
        for vector in vectors {
            let (left, right) = (vector["a"]?.string ?? "", vector["b"]?.string ?? "")
            #expect(Levenshtein.distance(left, right) == vector["levenshtein"]?.integer)
        }
    }

    /// Where the recorded converter and this reader differ, and the reader is meant to.
    private static let knownDifferences: Set<String> = [
        "(06/12/2016)", "0%", "100%", "1.07VAT20%", "JEU18DECEMBBE2014", "4/4/20127:33AM",
        "($3.13)", "($0.26)",
    ]

    @Test func `reads printed amounts as recorded`() throws {
        for vector in try normalisationVectors(kind: "amount") {
            let locale = vector["locale"]?.string
            let convention = NumberConvention(
                locale: locale,
                currency: locale == "id-ID" ? "IDR" : nil
            )
            let text = vector["raw"]?.string ?? ""
            let amount = AmountReader.read(text, convention: convention)
            var recorded: Amount?
            if case .number(let lexeme)? = vector["value"] { recorded = Amount(lexeme: lexeme) }
            #expect(amount == recorded, "\(text)")
        }
    }

    @Test func `reads printed dates as recorded`() throws {
        for vector in try normalisationVectors(kind: "date") {
            let text = vector["raw"]?.string ?? ""
            // The converter left ambiguous dates out where it knew no locale.
            guard let recorded = vector["value"]?.string else { continue }
            let date = DateReader.read(text, order: .dayFirst)
            #expect(date != nil && date == DateReader.read(recorded, order: .yearFirst), "\(text)")
        }
    }

    private func normalisationVectors(kind: String) throws -> [JSONValue] {
        let vectors = try ReferenceData.lines("metrics/normalisation_vectors.jsonl").filter {
            $0["kind"]?.string == kind && !Self.knownDifferences.contains($0["raw"]?.string ?? "")
        }
        try #require(!vectors.isEmpty)
        return vectors
    }

    private func scores(_ cases: String, _ answers: String) throws -> [TrialScore] {
        let answers = try ReferenceData.lines(answers)
        let byID = Dictionary(answers.map { ($0["id"], $0["prediction"]) }) { first, _ in first }
        return try ReferenceData.lines(cases).map { record in
            let expected = try #require(record["expected"]?.object)
            let predicted = try #require(byID[record["id"]]??.object)
            return Scorer().score(
                expected: expected,
                predicted: predicted,
                locale: record["meta"]?["locale"]?.string
            )
        }
    }
}
