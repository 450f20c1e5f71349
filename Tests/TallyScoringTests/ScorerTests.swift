import TallyCore
import TallyScoring
import Testing

@Suite struct ScorerTests {
    private let scorer = Scorer()
    private let truth: JSONValue = [
        "merchant": "Aldi Süd", "date": "2018-03-04", "tip": nil, "total": .number("60.3"),
    ]

    @Test func `gives each annotated field its outcome`() {
        let score = scorer.score(
            expected: truth,
            predicted: ["merchant": "ALDI SÜD", "date": nil, "tip": 2, "total": 61]
        )
        #expect(
            outcomes(score) == [
                "merchant": .correct, "date": .omitted, "tip": .hallucinated, "total": .wrong,
            ]
        )
        #expect(score.annotated == 4 && score.right == 1)
    }

    @Test(arguments: [JSONValue.null, "", " \n", [], [:]])
    func `counts an empty value as no answer`(empty: JSONValue) {
        let score = scorer.score(expected: truth, predicted: ["tip": empty, "total": empty])
        #expect(outcomes(score)["tip"] == .absent)
        #expect(outcomes(score)["total"] == .omitted)
    }

    @Test func `does not score what is not annotated`() {
        let score = scorer.score(expected: ["total": 5], predicted: ["total": 5, "merchant": "x"])
        #expect(score.fields.map(\.name) == ["total"])
        #expect(score.isDocumentExact == true)
    }

    @Test func `has no document score without a required annotation`() {
        let score = scorer.score(expected: ["currency": "EUR"], predicted: ["currency": "EUR"])
        #expect(score.isDocumentExact == nil && score.isDocumentExactRaw == nil)
    }

    @Test func `reports normalised and raw equality apart`() {
        let score = scorer.score(
            expected: truth,
            predicted: ["merchant": "aldi süd", "date": "04/03/2018", "total": "RM 60.30"]
        )
        #expect(score.isDocumentExact == true)
        #expect(score.isDocumentExactRaw == false)
        #expect(score.fieldAccuracy == 1)
    }

    @Test func `takes one number's two lexemes for raw equal`() {
        let score = scorer.score(
            expected: ["total": .number("10.0")],
            predicted: ["total": .number("10")]
        )
        #expect(score.isDocumentExactRaw == true)
    }

    @Test func `keeps strings apart that differ only by composition when raw`() {
        let score = scorer.score(
            expected: ["merchant": "Café"],
            predicted: ["merchant": "Cafe\u{301}"]
        )
        #expect(score.isDocumentExact == true && score.isDocumentExactRaw == false)
    }

    @Test func `reads strings by the case's locale and currency`() {
        let expected: JSONValue = ["date": "2018-12-04", "currency": "IDR", "total": 60000]
        let predicted: JSONValue = ["date": "12/04/2018", "currency": "Rp", "total": "60.000"]
        #expect(
            scorer.score(expected: expected, predicted: predicted, locale: "en-US")
                .isDocumentExact == true
        )
        #expect(
            outcomes(scorer.score(expected: expected, predicted: predicted, locale: "id-ID"))
                == ["date": .wrong, "currency": .correct, "total": .correct]
        )
    }

    @Test func `lets a declared order overrule the locale`() {
        let scorer = Scorer(dateOrder: .monthFirst)
        let score = scorer.score(
            expected: ["date": "2018-12-04"],
            predicted: ["date": "12/04/2018"],
            locale: "de-DE"
        )
        #expect(score.isDocumentExact == true)
    }

    @Test(arguments: [
        ("ALDI GmbH & Co. KG", true), ("Aldi", true), ("Ihr ALDI-Markt", true), ("ALDISüd", true),
        ("Vivaldi", false), ("Lidl", false),
    ])
    func `matches a slug as a word or a beginning`(name: String, isRight: Bool) {
        let score = scorer.score(
            expected: ["merchant": "aldi"],
            predicted: ["merchant": .string(name)],
            merchantIsSlug: true
        )
        #expect(score.isDocumentExact == isRight)
    }

    @Test func `wants the whole name where it is not a slug`() {
        let score = scorer.score(
            expected: ["merchant": "aldi"],
            predicted: ["merchant": "ALDI GmbH"]
        )
        #expect(score.isDocumentExact == false)
    }

    @Test func `scores a failure 0 over everything annotated`() throws {
        var expected = try #require(truth.object)
        expected["line_items"] = [["description": "Tea"]]
        let score = scorer.failure(expected: expected)
        #expect(score.annotated == 4 && score.right == 0)
        #expect(score.fields.allSatisfy { $0.outcome == .omitted && !$0.isRawEqual })
        #expect(score.isDocumentExact == false && score.isDocumentExactRaw == false)
        #expect(score.lineItems?.recall == 0)
    }

    @Test func `has another digest for every other setting`() {
        let digests = [
            Scorer(), Scorer(required: ["total"]), Scorer(dateOrder: .dayFirst),
            Scorer(fields: [.init("total", .number)]),
        ].map(\.digest)
        #expect(Set(digests).count == digests.count)
        #expect(Scorer().digest == digests[0])
    }

    @Test func `scores whatever stands in an answer`() {
        var generator = SeededGenerator(seed: 3)
        let pieces = [
            "1", "9", "0", ".", ",", " ", "-", "(", ")", "%", ":", "/", "'", "RM", "$", "é", "März",
            "\u{301}", "①", "٣", "👩‍👩‍👧", "½", "２", "e", "99999999999", "\u{0}",
        ]
        func text() -> JSONValue {
            let count = generator.below(9)
            return .string((0..<count).map { _ in generator.pick(pieces) }.joined())
        }
        func item() -> JSONValue {
            ["description": text(), "quantity": text(), "unit_price": text(), "amount": text()]
        }
        func receipt() -> JSONValue {
            var object = JSONObject(FieldSpec.receipt.map { ($0.name, text()) })
            object["line_items"] = .array((0..<generator.below(4)).map { _ in item() })
            return .object(object)
        }
        for _ in 0..<2_000 {
            let (truth, answer) = (receipt(), receipt())
            let score = scorer.score(expected: truth, predicted: answer, locale: "de-DE")
            #expect(score.annotated == FieldSpec.receipt.count - 1)
            #expect(scorer.score(expected: truth, predicted: truth).isDocumentExact == true)
        }
    }

    private func outcomes(_ score: TrialScore) -> [String: FieldOutcome] {
        Dictionary(uniqueKeysWithValues: score.fields.map { ($0.name, $0.outcome) })
    }
}
