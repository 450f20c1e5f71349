import TallyCore
import TallyReport
import Testing

struct AuditViewTests {
    private static func audit(
        _ suspects: [LabelAudit.Suspect] = [suspect],
        rates: [(Double, Double)] = [(0.9, 0.91), (0.8, 0.95)],
        isSimulated: Bool = false
    ) -> LabelAudit {
        LabelAudit(
            experiment: "01JD8Z5W3QK7M4N2P6R8T0V1X3",
            dataset: Sample.dataset,
            voters: [
                .init(name: "gpt-4o", model: "gpt-4o", isSimulated: isSimulated),
                .init(name: "gpt-4.1", model: "gpt-4.1", isSimulated: false),
            ],
            minimum: nil,
            cases: 198,
            suspects: suspects,
            effects: zip(["gpt-4o", "gpt-4.1"], rates).map { name, rates in
                LabelAudit.Effect(
                    run: name,
                    isSimulated: false,
                    asIs: Sample.estimate((rates.0, rates.0 - 0.05, rates.0 + 0.05), "wilson"),
                    without: Sample.estimate((rates.1, rates.1 - 0.05, rates.1 + 0.05), "wilson")
                )
            }
        )
    }

    private static let suspect = LabelAudit.Suspect(
        caseID: "r-17",
        field: "total",
        truth: .number("12.50"),
        answer: .number("12.30"),
        agreeing: ["gpt-4o", "gpt-4.1"],
        others: []
    )

    @Test func `the doubts come first, then what they change`() {
        let expected = """
            audit of receipts 1 · 01JD8Z5W3QK7M4N2P6R8T0V1X3 · 1 label in doubt in 1 case

            In doubt: all that answered, at least 2, of gpt-4o, gpt-4.1 agree with each
            other against the truth. 198 cases answered by two or more.

            case  field  agree            answer  truth
            r-17  total  gpt-4o, gpt-4.1  12.30   12.50

            document-exact          as it is     without these
            gpt-4o          90.0 [85.0–95.0]  91.0 [86.0–96.0]
            gpt-4.1         80.0 [75.0–85.0]   95.0 [90.0–100]

            The order of the runs depends on these fields: gpt-4o and gpt-4.1. Nothing was
            changed: look with `tally show 01JD8Z5W3QK7M4N2P6R8T0V1X3 --case ID`.

            """
        #expect(AuditView(Self.audit()).text(width: 80) == expected)
    }

    @Test func `without a doubt that is all there is to say`() {
        let text = AuditView(Self.audit([], rates: [(0.9, 0.9), (0.8, 0.8)])).text(width: 80)
        #expect(text.contains("no label in doubt"))
        #expect(!text.contains("Nothing was changed"))
        #expect(text.hasSuffix("The order of the runs does not depend on these fields.\n"))
    }

    @Test(
        arguments: [
            ([(0.9, 0.9), (0.8, 0.85)], 0), ([(0.9, 0.8), (0.8, 0.9)], 1),
            ([(0.9, 0.9), (0.9, 0.8)], 1), ([(0.9, 0.9), (0.8, 0.9)], 1),
            ([(0.3, 0.3), (0.3, 0.3)], 0),
        ] as [([(Double, Double)], Int)]
    )
    func `an order that is lost or won is another order`(rates: [(Double, Double)], swaps: Int) {
        #expect(Self.audit(rates: rates).swaps.count == swaps)
    }

    @Test func `agreement that says little is called that`() {
        let simulated = AuditView(Self.audit(isSimulated: true)).text(width: 80)
        #expect(simulated.contains("gpt-4o (simulated), gpt-4.1"))
        #expect(simulated.contains("they say nothing of the labels."))
        var audit = Self.audit()
        audit.voters[1].model = "gpt-4o"
        #expect(AuditView(audit).text(width: 200).contains("All runs ask one model"))
    }

    @Test func `what models say cannot steer the terminal, and no line is too wide`() {
        var suspect = Self.suspect
        suspect.answer = .string("\u{1B}[2J" + String(repeating: "long ", count: 60))
        suspect.caseID = "\u{1B}]0;x\u{07}" + String(repeating: "case", count: 30)
        let text = AuditView(Self.audit([suspect])).text(width: 80)
        #expect(!text.contains("\u{1B}"))
        #expect(
            text.split(separator: "\n").dropFirst().allSatisfy { DisplayWidth.of(String($0)) <= 80 }
        )
    }

    @Test func `the document tells the same to programs`() throws {
        let document = try JSONParser.parse(AuditView.json(Self.audit()).jsonText)
        #expect(document["schema"] == "tally.audit/1")
        #expect(document["suspects"]?[0]?["truth"] == .number("12.50"))
        #expect(document["suspects"]?[0]?["agree"] == ["gpt-4o", "gpt-4.1"])
        #expect(document["document_exact"]?[1]?["as_is"]?["value"]?.double == 0.8)
        #expect(document["order_changes"] == true)
        #expect(document["swaps"] == [["gpt-4o", "gpt-4.1"]])
    }
}
