import TallyCore
import TallyReport
import Testing

struct TrialExportTests {
    private static let fields = ["merchant", "total", "orders", "note"]
    private let csv = TrialExport(.csv, fields: fields)
    private let jsonl = TrialExport(.jsonl, fields: fields)

    @Test func `a row of CSV has a cell for every column of the header`() {
        #expect(
            csv.head
                == "case,run,run_id,repeat,outcome,error,document_exact,merchant.expected,"
                + "merchant.predicted,merchant.outcome,total.expected,total.predicted,"
                + "total.outcome,orders.expected,orders.predicted,orders.outcome,note.expected,"
                + "note.predicted,note.outcome,input_tokens,cached_input_tokens,"
                + "cache_write_tokens,cache_write_1h_tokens,output_tokens,reasoning_tokens,cost_usd,service_s,ttft_s,"
                + "attempts,returned_model,simulated\r\n"
        )
        #expect(
            csv.row(Sample.answer(), of: Sample.record())
                == "case-1,gpt-4o,01JD8Z5W3QK7M4N2P6R8T0V1X4,2,answered,,false,Aldi,Aldi,correct,"
                + "-5.00,5.0,wrong,\"[\"\"a\"\",\"\"b\"\"]\",\"[\"\"a\"\",\"\"b\"\"]\",correct,,"
                + "\"x, \"\"y\"\"\",,10,20,30,0,40,5,0.001234567,1.25,0.5,2,gpt-4o-2024-08-06,"
                + "false\r\n"
        )
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+49 30", "'+49 30"), ("-5", "'-5"), ("@x", "'@x"),
        ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("\r\nx", "\"'\r\nx\""), ("a=1", "a=1"),
        ("=\"a\",b", "\"'=\"\"a\"\",b\""), ("a\nb", "\"a\nb\""), ("a\"b", "\"a\"\"b\""), ("", ""),
    ])
    func `no text is taken for a formula, a separator or a line`(text: String, cell: String) {
        let row = csv.row(Sample.answer(merchant: .string(text)), of: Sample.record())
        #expect(row.contains(",false,\(cell),\(cell),correct,-5.00,"))
    }

    @Test func `what others name is as harmless as what a model says`() {
        let row = csv.row(Sample.answer(id: "=id()"), of: Sample.record(name: "@run"))
        #expect(row.hasPrefix("'=id(),'@run,"))
    }

    @Test func `an unpriced trial has no cost and an unanswered one no values`() {
        let unpriced = csv.row(Sample.answer(cost: nil), of: Sample.record())
        #expect(unpriced.contains(",40,5,,1.25,"))
        var failed = Sample.answer()
        failed.output = nil
        failed.record.outcome = .infrastructureFailure(.timeout)
        failed.record.score = nil
        failed.record.service = nil
        failed.record.timeToFirstToken = nil
        let row = csv.row(failed, of: Sample.record())
        #expect(row.contains(",2,failed,timeout,,Aldi,,,-5.00,,,"))
        #expect(row.contains(",0.001234567,,,2,"))
    }

    @Test func `a simulated trial says so`() {
        var answer = Sample.answer()
        #expect(csv.row(answer, of: Sample.record(isSimulated: true)).hasSuffix(",true\r\n"))
        answer.isSimulated = true
        #expect(csv.row(answer, of: Sample.record()).hasSuffix(",true\r\n"))
    }

    @Test func `a line of JSON keeps types, lexemes and what is not there`() throws {
        #expect(jsonl.head == "")
        let line = jsonl.row(Sample.answer(merchant: "=1\n"), of: Sample.record())
        #expect(line.split(separator: "\n").count == 1)
        let value = try JSONParser.parse(line)
        #expect(value["fields"]?["merchant"]?["predicted"] == "=1\n")
        #expect(value["fields"]?["total"]?["expected"] == .number("-5.00"))
        #expect(value["fields"]?["total"]?["outcome"] == "wrong")
        #expect(value["fields"]?["note"]?.object?.keys == ["predicted"])
        #expect(value["cost_usd"] == .number("0.001234567"))
        #expect(value["tokens"]?["cached_input"] == 20)
        #expect(value["document_exact"] == false)
        #expect(value["returned_model"] == "gpt-4o-2024-08-06")
        #expect(value["simulated"] == false)
    }
}
