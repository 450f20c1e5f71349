import TallyCore
import TallyScoring
import Testing

struct ErrorClassifierTests {
    private static let expected = #"""
        {"merchant":"CORNER SHOP LTD","date":"2026-03-14","currency":"EUR","subtotal":100.00,\#
        "tax":19.00,"tip":5.00,"discount":null,"total":124.00,\#
        "line_items":[{"description":"GREEN TEA","quantity":2,"amount":60.00},\#
        {"description":"APPLE PIE","quantity":1,"amount":40.00}]}
        """#

    private static func faults(_ changes: [(String, JSONValue?)]) throws -> [String] {
        let truth = try #require(try JSONParser.parse(expected).object)
        var answer = truth
        answer["discount"] = nil
        for (key, value) in changes { answer[key] = value }
        let task = ExtractionTask(
            system: nil,
            template: "{{text}}",
            fields: FieldSpec.receipt,
            required: ["total"]
        )
        let item = Case(id: "c", text: nil, expected: truth, locale: "de-DE")
        return ErrorClassifier(task: task).faults(of: item, answer: answer)
            .map { "\($0.field) \($0.error.rawValue)" }
    }

    @Test(
        arguments: [
            (FieldOutcome.omitted, false, "missing"), (.hallucinated, false, "invented"),
            (.correct, false, "format_only"), (.correct, true, nil), (.absent, true, nil),
        ] as [(FieldOutcome, Bool, String?)]
    )
    func `what an outcome tells by itself is told without the answer`(
        outcome: FieldOutcome,
        isRawEqual: Bool,
        kind: String?
    ) throws {
        let task = ExtractionTask(
            system: nil,
            template: "{{text}}",
            fields: FieldSpec.receipt,
            required: ["total"]
        )
        func faults(_ outcome: FieldOutcome, asking: (() -> Void)? = nil) -> [String] {
            let field = FieldScore(
                name: "total",
                outcome: outcome,
                isRawEqual: isRawEqual
            )
            let score = TrialScore(
                fields: [field],
                lineItems: nil,
                isDocumentExact: nil,
                isDocumentExactRaw: nil,
                annotated: 1,
                right: 0,
                reconciles: nil
            )
            return ErrorClassifier(task: task).faults(in: score) {
                asking?()
                return nil
            }.map(\.error.rawValue)
        }
        var asked = 0
        #expect(faults(outcome) { asked += 1 } == (kind.map { [$0] } ?? []))
        #expect(asked == 0)
        // A wrong value is asked for, and left out where nobody has it any more.
        #expect(faults(.wrong) { asked += 1 }.isEmpty)
        #expect(asked == 1)
    }

    @Test func `a right answer has no fault`() throws {
        #expect(try Self.faults([]).isEmpty)
    }

    @Test(
        arguments: [
            ("total", nil, "missing"), ("discount", "3.00", "invented"),
            ("total", "\"124,00 €\"", "format_only"), ("date", "\"14.03.2026\"", "format_only"),
            ("merchant", "\"Corner Shop, Ltd.\"", "format_only"),
            // Neighbours changed places: 142 for 124.
            ("total", "142.00", "digit_swap"), ("total", "1240.00", "decimal_or_locale"),
            ("total", "1.24", "decimal_or_locale"), ("total", "-124.00", "sign"),
            ("currency", "\"USD\"", "currency"),
            ("date", "\"2014-03-26\"", "date_order"), ("date", "\"2026-03-17\"", "other_value"),
            ("date", "\"2026-03-41\"", "other_value"), ("date", "\"2026-08-14\"", "ocr_confusion"),
            ("total", "184.00", "other_value"), ("total", "124.80", "ocr_confusion"),
            ("merchant", "\"C0RNER 5HOP LTD\"", "ocr_confusion"),
            ("merchant", "\"CORNER SHOP\"", "truncation"),
            ("merchant", "\"CORNRE SHOP LTD\"", "digit_swap"),
            ("merchant", "\"SOMEWHERE ELSE\"", "other_value"), ("total", "24.00", "truncation"),
            ("total", "100.00", "another_field"),
            // 124 less the tip; 124 less tax and tip is the subtotal; 100 with tax less tip.
            ("total", "119.00", "off_by_tax_tip_discount"),
            ("subtotal", "114.00", "off_by_tax_tip_discount"),
            ("total", "77.70", "other_value"),
        ] as [(String, String?, String)]
    )
    func `a wrong value is told by its cause`(field: String, answer: String?, kind: String) throws {
        let value = try answer.map { try JSONParser.parse($0) }
        #expect(try Self.faults([(field, value)]) == ["\(field) \(kind)"])
    }

    @Test(
        arguments: [
            (#"[{"description":"GREEN TEA","quantity":2,"amount":60.00}]"#, ["line_items missing"]),
            (
                #"[{"description":"GREEN TEA","quantity":2,"amount":60},{"description":"APPLE PIE","quantity":1,"amount":40},{"description":"JAM","amount":9}]"#,
                ["line_items invented"]
            ),
            // Each amount beside the other's name.
            (
                #"[{"description":"GREEN TEA","quantity":2,"amount":40},{"description":"APPLE PIE","quantity":1,"amount":60}]"#,
                ["line_items.amount misaligned", "line_items.amount misaligned"]
            ),
            (
                #"[{"description":"GREEN TEA","amount":60},{"description":"APPLE P1E","quantity":1,"amount":40}]"#,
                ["line_items.quantity missing", "line_items.description ocr_confusion"]
            ),
        ] as [(String, [String])]
    )
    func `line items are told apart, item by item and part by part`(
        answer: String,
        kinds: [String]
    ) throws {
        #expect(try Self.faults([("line_items", try JSONParser.parse(answer))]) == kinds)
    }

    @Test func `whatever is answered is classified, and only what is wrong`() throws {
        var generator = SeededGenerator(seed: 5)
        let values: [JSONValue] = [
            .null, "", "x", "124,00", .number("1e30"), .number("-0"), [], [[:]], true, "2026-02-30",
            .number("124"), [["amount": "x", "description": 3]], "EUR", "14/03/26",
        ]
        let keys = FieldSpec.receipt.map(\.name)
        for _ in 0..<2000 {
            let changes = (0..<generator.below(5)).map { _ in
                (generator.pick(keys), Optional(generator.pick(values)))
            }
            let faults = try Self.faults(changes)
            #expect(faults.count <= 40)
        }
    }
}
