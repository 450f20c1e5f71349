import TallyAnalysis
import TallyCore
import Testing

struct LabelAuditorTests {
    private let answers = Answers()

    /// Audits one case that each voter answers once, `nil` for not at all.
    private func audit(
        truth: JSONValue,
        _ outputs: [JSONValue?],
        minimum: Int? = nil,
        locale: String? = nil
    ) -> [LabelAudit.Suspect] {
        let names = outputs.indices.map { "m\($0)" }
        var auditor = LabelAuditor(task: answers.task, voters: names, minimum: minimum)
        for (voter, output) in outputs.enumerated() {
            guard let output else { continue }
            auditor.add(answers.answer(7, truth: truth, output, locale: locale), voter: voter)
        }
        return auditor.suspects().map(\.suspect)
    }

    @Test func `runs that agree against the truth put it in doubt`() {
        let truth: JSONValue = ["merchant": "Aldi", "total": .number("12.50")]
        let found = audit(
            truth: truth,
            [
                ["merchant": "ALDI", "total": .number("12.30")],
                ["merchant": "aldi", "total": "12,30"],
            ],
            locale: "de-DE"
        )
        #expect(
            found == [
                LabelAudit.Suspect(
                    caseID: "case-7",
                    field: "total",
                    truth: .number("12.50"),
                    answer: .number("12.30"),
                    agreeing: ["m0", "m1"],
                    others: []
                )
            ]
        )
    }

    @Test(
        arguments: [
            // They differ from each other as well.
            [["total": 1], ["total": 2]],
            // One agrees with the truth.
            [["total": 1], ["total": 5]],
            // Only one answered.
            [["total": 1], nil],
        ] as [[JSONValue?]]
    )
    func `without agreement against it the truth stands`(outputs: [JSONValue?]) {
        #expect(audit(truth: ["total": 5], outputs).isEmpty)
    }

    @Test(
        arguments: [
            ("date", "2026-03-14", "2026-04-14", "14.04.2026"), ("currency", "EUR", "USD", "$"),
            ("merchant", "Aldi", "Lidl", "LIDL."), ("net", 5, .number("7.00"), .number("7.01")),
            ("orders", ["a"], ["b", "c"], ["C", "B"]),
            (
                "line_items", [["description": "Tea", "amount": 1]],
                [["description": "Tea", "amount": 2]], [["description": "TEA", "amount": "2.00"]]
            ),
            ("tip", 2, .null, ""), ("tip", .null, 2, "2.00"),
        ] as [(String, JSONValue, JSONValue, JSONValue)]
    )
    func `agreement is the field's own`(
        field: String,
        truth: JSONValue,
        first: JSONValue,
        second: JSONValue
    ) {
        func object(_ value: JSONValue) -> JSONValue { .object(JSONObject([(field, value)])) }
        let found = audit(truth: object(truth), [object(first), object(second)])
        #expect(found.map(\.field) == [field])
        #expect(found.first?.answer == first)
        #expect(audit(truth: object(truth), [object(first), object(truth)]).isEmpty)
    }

    @Test func `what is not annotated cannot be in doubt`() {
        #expect(audit(truth: ["tip": nil], [["total": 1], ["total": 1]]).isEmpty)
    }

    @Test func `all that answered must agree, or as many as are asked for`() {
        let outputs: [JSONValue?] = [["total": 1], ["total": 5], ["total": 1], ["total": 2], nil]
        #expect(audit(truth: ["total": 5], outputs).isEmpty)
        #expect(audit(truth: ["total": 5], outputs, minimum: 3).isEmpty)
        let found = audit(truth: ["total": 5], outputs, minimum: 2)
        #expect(found.map(\.agreeing) == [["m0", "m2"]])
        #expect(found.map(\.others) == [["m1", "m3"]])
    }

    @Test func `of two camps the larger one speaks, of equals the first`() {
        let larger: [JSONValue?] = [
            ["total": 1], ["total": 2], ["total": 2], ["total": 1], ["total": 2],
        ]
        #expect(audit(truth: ["total": 5], larger, minimum: 2).map(\.answer) == [2])
        let equal: [JSONValue?] = [["total": 1], ["total": 2], ["total": 2], ["total": 1]]
        #expect(audit(truth: ["total": 5], equal, minimum: 2).map(\.answer) == [1])
    }

    @Test func `failures and repeats have no vote`() {
        var auditor = LabelAuditor(task: answers.task, voters: ["a", "b"], minimum: nil)
        let truth: JSONValue = ["total": 5]
        let failed = answers.answer(1, truth: truth, nil, outcome: .modelFailure(.invalidJSON))
        let again = answers.answer(1, truth: truth, ["total": 1], repeatIndex: 1)
        auditor.add(answers.answer(1, truth: truth, ["total": 1]), voter: 0)
        auditor.add(failed, voter: 1)
        auditor.add(again, voter: 1)
        #expect(auditor.suspects().isEmpty)
        #expect(auditor.cases == 0)
        auditor.add(answers.answer(1, truth: truth, ["total": 1]), voter: 1)
        #expect(auditor.suspects().map(\.suspect.field) == ["total"])
        #expect(auditor.cases == 1)
    }
}
