import TallyCore
import TallyDatasets
import TallyImporting
import Testing

struct CORDTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func expected(_ parse: String) throws -> JSONObject {
        try folder.write(#"{"gt_parse":\#(parse)}"# + "\n", to: "c.jsonl")
        return try #require(try Import(.cord, "c.jsonl", in: folder).cases.first).expected
    }

    @Test func `menu is one object or a list`() throws {
        let item = #"{"nm":"TEA","cnt":"1 x","price":"12.000"}"#
        let list: JSONValue = [["description": "TEA", "quantity": 1, "amount": 12000]]
        #expect(try expected(#"{"menu":\#(item)}"#)["line_items"] == list)
        let second = try TemporaryFolder()
        try second.write(#"{"gt_parse":{"menu":[\#(item)]}}"#, to: "c.jsonl")
        let cases = try Import(.cord, "c.jsonl", in: second).cases
        #expect(cases.first?.expected["line_items"] == list)
    }

    @Test(arguments: [
        ("60.000", "60000"), ("24,000", "24000"), ("1,555,200", "1555200"),
        ("316017.00", "316017"), ("9.500,00", "9500"), ("48982.68", "48982.68"),
        ("Rp. 91,000", "91000"), ("[145,900]", "145900"), ("@11000", "11000"),
    ])
    func `both separators group thousands, two last digits are decimal`(
        text: String,
        value: String
    ) throws {
        let total = try expected(#"{"total":{"total_price":"\#(text)"}}"#)["total"]
        #expect(total == .number(value))
    }

    @Test(arguments: [
        ("1 x", "1"), ("1X", "1"), ("x2", "2"), ("(2", "2"), ("(Qty=4.00)", "4"), ("10", "10"),
    ])
    func `a count is read with what stands around it`(text: String, value: String) throws {
        let parse = #"{"menu":{"nm":"TEA","cnt":"\#(text)"}}"#
        #expect(try expected(parse)["line_items"]?[0]?["quantity"] == .number(value))
    }

    @Test func `repeated values count when they agree and are left out when they differ`() throws {
        let same = try expected(#"{"sub_total":{"subtotal_price":["46.636","46,636"]}}"#)
        #expect(same["subtotal"] == 46636)
        let other = try TemporaryFolder()
        try other.write(#"{"gt_parse":{"sub_total":{"tax_price":["6,818","0"]}}}"#, to: "c.jsonl")
        let imported = try Import(.cord, "c.jsonl", in: other)
        #expect(imported.cases.first?.expected.keys == ["currency"])
        #expect(imported.report.unannotated == ["tax": [.conflicting: 1]])
    }

    @Test func `a discount is positive, what belongs to an item is no item`() throws {
        let fields = try expected(
            #"{"menu":[{"nm":["ICED","TEA"],"price":"9.000","sub":{"nm":"MILK","price":"0"}}],"#
                + #""sub_total":{"discount_price":"-60.000","service_price":"1.000"}}"#
        )
        #expect(fields["discount"] == 60000)
        #expect(fields["service_charge"] == 1000)
        #expect(fields["line_items"] == [["description": "ICED TEA", "amount": 9000]])
        #expect(fields["merchant"] == nil)
        #expect(fields["date"] == nil)
    }

    @Test func `metadata.jsonl names its images and holds its truth as a string`() throws {
        for part in ["train", "test"] {
            let truth = JSONValue.string(#"{"gt_parse":{"total":{"total_price":"1.500"}}}"#)
            let line = #"{"file_name":"\#(part)_0.png","ground_truth":\#(truth.jsonText)}"#
            try folder.write(line + "\n", to: "c/\(part)/metadata.jsonl")
            try folder.write(Pixel.png, to: "c/\(part)/\(part)_0.png")
        }
        let cases = try Import(.cord, "c", in: folder).cases
        #expect(cases.map(\.split) == ["test", "train"])
        #expect(cases.map(\.image) == ["images/test/test_0.png", "images/train/train_0.png"])
        #expect(cases.map(\.id) == ["out-test-test_0", "out-train-train_0"])
        #expect(cases.allSatisfy { $0.expected["total"] == 1500 })
    }

    private static func word(_ text: String, _ x: Int, _ y: Int, isKey: Bool = false) -> String {
        let quad =
            #"{"x1":\#(x),"y1":\#(y),"x2":\#(x + 40),"y2":\#(y),"#
            + #""x3":\#(x + 40),"y3":\#(y + 10),"x4":\#(x),"y4":\#(y + 10)}"#
        return #"{"quad":\#(quad),"is_key":\#(isKey ? 1 : 0),"row_id":1,"text":"\#(text)"}"#
    }

    @Test func `labelled words give fields by group, and the text`() throws {
        let lines = [
            #"{"words":[\#(Self.word("ICED", 0, 0)),\#(Self.word("TEA", 50, 1))],"#
                + #""category":"menu.nm","group_id":3}"#,
            #"{"words":[\#(Self.word("2", 150, 0))],"category":"menu.cnt","group_id":3}"#,
            #"{"words":[\#(Self.word("9,000", 300, 0))],"category":"menu.price","group_id":3}"#,
            #"{"words":[\#(Self.word("COFFEE", 0, 30))],"category":"menu.nm","group_id":4}"#,
            #"{"words":[\#(Self.word("TOTAL", 0, 60, isKey: true)),\#(Self.word("9,000", 300, 60))],"#
                + #""category":"total.total_price","group_id":5}"#,
        ]
        try folder.write(
            #"{"valid_line":[\#(lines.joined(separator: ","))],"meta":{},"roi":{}}"#,
            to: "c/json/receipt_00000.json"
        )
        try folder.write(Pixel.png, to: "c/image/receipt_00000.png")
        let item = try #require(try Import(.cord, "c", in: folder).cases.first)
        #expect(item.text == "ICED TEA  2  9,000\nCOFFEE\nTOTAL 9,000")
        #expect(item.image == "images/receipt_00000.png")
        #expect(item.expected["total"] == 9000)
        #expect(
            item.expected["line_items"] == [
                ["description": "ICED TEA", "quantity": 2, "amount": 9000],
                ["description": "COFFEE"],
            ]
        )
    }

    @Test func `a broken line is left out and named`() throws {
        try folder.write(#"{"gt_parse":{"menu":[]}}"# + "\n{\"gt_parse\":\n[]\n", to: "c.jsonl")
        let imported = try Import(.cord, "c.jsonl", in: folder)
        #expect(imported.cases.count == 1)
        #expect(imported.report.leftOut == 2)
        #expect(imported.remarks.first?.contains("c.jsonl:2: found broken JSON") == true)
        #expect(imported.remarks.last?.contains("c.jsonl:3: found no JSON object") == true)
    }

    @Test func `Parquet is refused with what to do`() throws {
        try folder.write("PAR1", to: "c/train-00000.parquet")
        #expect(failure(.cord, "c", in: folder).hasSuffix("Parquet must be exported first"))
    }
}
