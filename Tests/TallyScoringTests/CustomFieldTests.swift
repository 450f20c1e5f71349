import TallyCore
import TallyScoring
import Testing

/// Fields that no receipt has, under the comparator that a benchmark gives them.
@Suite struct CustomFieldTests {
    private static let status: FieldSpec = {
        var field = FieldSpec("status", .choice)
        field.values = ["paid", "open", "Part-paid"]
        return field
    }()

    private static func list(_ element: FieldSpec.Comparator?) -> FieldSpec {
        var field = FieldSpec("orders", .list)
        field.element = element
        return field
    }

    private func outcome(
        _ field: FieldSpec,
        _ truth: JSONValue,
        _ answer: JSONValue,
        locale: String? = nil
    ) -> FieldOutcome? {
        let scorer = Scorer(fields: [field], required: [field.name])
        return scorer.score(
            expected: .object(JSONObject([(field.name, truth)])),
            predicted: .object(JSONObject([(field.name, answer)])),
            locale: locale
        ).fields.first?.outcome
    }

    @Test(
        arguments: [
            ("paid", "Paid", FieldOutcome.correct), ("paid", "open", .wrong),
            ("paid", nil, .omitted),
            (nil, "paid", .hallucinated), (nil, nil, .absent), ("Part-paid", "part paid", .correct),
            ("paid", "settled", .wrong), ("settled", "settled", .wrong),
        ] as [(JSONValue, JSONValue, FieldOutcome)]
    )
    func `an enum is one of its words, whatever its case`(
        truth: JSONValue,
        answer: JSONValue,
        expected: FieldOutcome
    ) {
        #expect(outcome(Self.status, truth, answer) == expected)
    }

    @Test func `an enum outside its words is not raw equal either`() {
        let score = Scorer(fields: [Self.status], required: ["status"]).score(
            expected: ["status": "settled"],
            predicted: ["status": "settled"]
        )
        #expect(score.isDocumentExact == false && score.isDocumentExactRaw == false)
    }

    @Test(
        arguments: [
            (["A-1", "b 2"], ["B2", "a1"], FieldOutcome.correct),
            (["a", "a", "b"], ["a", "b", "b"], .wrong), (["a", "a"], ["a"], .wrong),
            (["a"], ["a", nil, " "], .correct), (["a"], "a", .correct), ("a", ["A"], .correct),
            ([], [], .absent), (nil, [], .absent), ([], [""], .absent), (nil, ["a"], .hallucinated),
            (["a"], [], .omitted), (["a"], nil, .omitted), (["+"], ["-"], .wrong),
            (["+", "-"], ["-", "+"], .correct),
        ] as [(JSONValue, JSONValue, FieldOutcome)]
    )
    func `a list holds the same elements as often, in any order`(
        truth: JSONValue,
        answer: JSONValue,
        expected: FieldOutcome
    ) {
        #expect(outcome(Self.list(nil), truth, answer) == expected)
    }

    @Test(
        arguments: [
            (FieldSpec.Comparator.money, [5, .number("7.50")], ["7,50 €", "5.00"]),
            (.number, [.number("1.0"), 2], [2, 1]),
            (.date, ["2026-03-14", "2026-04-01"], ["1. April 2026", "14.03.2026"]),
            (.text, ["Ä B"], ["äb"]),
        ] as [(FieldSpec.Comparator, JSONValue, JSONValue)]
    )
    func `the elements of a list are read by their own comparator`(
        element: FieldSpec.Comparator,
        truth: JSONValue,
        answer: JSONValue
    ) {
        #expect(outcome(Self.list(element), truth, answer, locale: "de-DE") == .correct)
    }

    @Test(arguments: [
        ("100.00", "100.02", FieldOutcome.correct), ("100.00", "99.98", .correct),
        ("100.00", "100.020001", .wrong), ("100.00", "100.03", .wrong),
    ])
    func `a tolerance holds exactly on both sides`(
        truth: String,
        answer: String,
        expected: FieldOutcome
    ) {
        var field = FieldSpec("net", .money)
        field.tolerance = 20_000
        #expect(outcome(field, .number(truth), .number(answer)) == expected)
        field.comparator = .number
        #expect(outcome(field, .number(truth), .number(answer)) == expected)
    }

    @Test func `a list counts as one scalar field, also where the model failed`() {
        let scorer = Scorer(fields: [Self.list(nil)], required: ["orders"])
        let expected = JSONObject([("orders", ["a", "b", "c"])])
        #expect(scorer.failure(expected: expected).annotated == 1)
        #expect(scorer.score(expected: expected, predicted: expected).right == 1)
    }

    @Test func `what is compared as words is no amount of a receipt`() {
        let answer: JSONValue = ["subtotal": 10, "total": 10, "service": "24 hours, 5 fittings"]
        func reconciles(_ fields: [FieldSpec]) -> Bool? {
            Scorer(fields: fields).score(expected: [:], predicted: answer).reconciles
        }
        let service: JSONValue = ["subtotal": 10, "total": 12, "service": "2"]
        #expect(reconciles([FieldSpec("service", .text)]) == true)
        #expect(reconciles([FieldSpec("total", .text)]) == nil)
        #expect(Scorer().score(expected: [:], predicted: service).reconciles == true)
        #expect(
            Scorer(fields: [FieldSpec("service", .text)])
                .score(expected: [:], predicted: service).reconciles == false
        )
    }

    /// Stored scorings are found by it.
    @Test func `the digest of a receipt's scorer stays what it was`() {
        let fields = FieldSpec.receipt.map { field -> JSONValue in
            [.string(field.name), .string(field.comparator.rawValue)]
        }
        let plain: JSONValue = [
            "version": 1, "fields": .array(fields), "required": ["merchant", "date", "total"],
            "date_order": nil,
        ]
        #expect(Scorer().digest == Digest(of: plain))
    }

    @Test func `what decides a score changes the digest, words for people do not`() {
        func digest(_ change: (inout FieldSpec) -> Void = { _ in }) -> Digest {
            var field = FieldSpec("x", .money)
            change(&field)
            return Scorer(fields: [field]).digest
        }
        let digests = [
            digest(), digest { $0.tolerance = 1 }, digest { $0.values = ["a"] },
            digest { $0.element = .date },
        ]
        #expect(Set(digests).count == digests.count)
        #expect(digest { $0.description = "d" } == digests[0])
    }
}

/// The form in which such fields are asked for and taken.
@Suite struct CustomAnswerTests {
    private static let fields: [FieldSpec] = {
        var status = FieldSpec("status", .choice)
        status.values = ["paid", "open"]
        var orders = FieldSpec("orders", .list)
        orders.element = .money
        var due = FieldSpec("due_date", .date)
        due.description = "when it must be paid"
        return [status, orders, due]
    }()
    private let parser = AnswerParser(fields: fields)

    @Test func `the schema stays within the strict subset`() {
        let expected: JSONValue = [
            "type": "object",
            "properties": [
                "status": ["type": ["string", "null"], "enum": ["paid", "open", nil]],
                "orders": ["type": ["array", "null"], "items": ["type": "number"]],
                "due_date": [
                    "type": ["string", "null"],
                    "description": "when it must be paid (ISO 8601: YYYY-MM-DD)",
                ],
            ],
            "required": ["status", "orders", "due_date"], "additionalProperties": false,
        ]
        #expect(AnswerSchema.json(for: Self.fields) == expected)
    }

    @Test(
        arguments: [
            (#"{"status":"paid","orders":[1,2],"due_date":"2026-01-02"}"#, []),
            (#"{"status":null,"orders":null,"due_date":null}"#, []),
            (#"{"status":"paid","orders":7,"due_date":null}"#, [.singleItem]),
            (#"{"status":"paid","orders":["7"],"due_date":null}"#, [.numberAsString]),
            (#"{"status":"paid","orders":[]}"#, [.missingKey]),
        ] as [(String, [Repair])]
    )
    func `an answer is taken with the repairs it needs`(text: String, repairs: [Repair]) throws {
        let parsed = parser.parse(text)
        _ = try parsed.result.get()
        #expect(parsed.repairs == repairs)
    }

    @Test(arguments: [
        #"{"status":["paid"],"orders":[],"due_date":null}"#,
        #"{"status":"paid","orders":[{"n":1}],"due_date":null}"#,
        #"{"status":"paid","orders":{"n":1},"due_date":null}"#,
        #"{"status":true,"orders":[],"due_date":null}"#,
    ])
    func `what no list or word can be is schema invalid`(text: String) {
        let parsed = parser.parse(text)
        #expect(throws: AnswerFault.self) { try parsed.result.get() }
        #expect(!parsed.isSchemaValid)
    }
}
