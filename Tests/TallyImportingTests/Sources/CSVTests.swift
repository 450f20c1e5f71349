import TallyCore
import TallyDatasets
import TallyImporting
import Testing

struct CSVTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func load(
        _ text: String,
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> Import {
        try folder.write(text, to: "labels.csv")
        return try Import(.csv, "labels.csv", in: folder, change)
    }

    private func message(
        _ text: String,
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> String {
        try folder.write(text, to: "labels.csv")
        return failure(.csv, "labels.csv", in: folder, change)
    }

    @Test func `quotes, line breaks, CRLF and a byte order mark are read`() throws {
        let imported = try load(
            "\u{FEFF}id,text,merchant,total\r\n"
                + "a,\"SHOP \"\"A\"\"\nTOTAL, 5.00\",\"A, B & \"\"C\"\"\",5.00\r\n\r\nb,T,,\r\n"
        )
        #expect(imported.cases.map(\.id) == ["a", "b"])
        #expect(imported.cases[0].text == "SHOP \"A\"\nTOTAL, 5.00")
        #expect(imported.cases[0].expected["merchant"] == "A, B & \"C\"")
        #expect(imported.cases[0].expected["total"] == 5)
        #expect(imported.cases[1].expected.isEmpty)
    }

    @Test func `an empty cell is unannotated, the word for absent is null`() throws {
        let imported = try load("id,text,tip,tax\na,T,null,\nb,T,-,n/a\n")
        #expect(imported.cases[0].expected == JSONObject([("tip", .null)]))
        #expect(imported.report.unannotated == ["tip": [.unreadable: 1], "tax": [.unreadable: 1]])
        let other = try TemporaryFolder()
        try other.write("id,text,tip,tax\na,T,-,1.00\n", to: "l.csv")
        let absent = try Import(.csv, "l.csv", in: other) { $0.absentWord = "-" }
        #expect(absent.cases[0].expected == JSONObject([("tip", .null), ("tax", 1)]))
        #expect(absent.report.fields.first?.absent == 1)
    }

    @Test func `amounts and dates are read with the locale`() throws {
        let text = "id;text;date;total\na;T;03.04.2026;1.234\n"
        #expect(
            try load(text).report.unannotated == [
                "date": [.ambiguous: 1], "total": [.ambiguous: 1],
            ]
        )
        let other = try TemporaryFolder()
        try other.write(text, to: "l.csv")
        let german = try Import(.csv, "l.csv", in: other) { $0.locale = "de-DE" }
        #expect(german.cases[0].expected == JSONObject([("date", "2026-04-03"), ("total", 1234)]))
        #expect(german.cases[0].locale == "de-DE")
    }

    @Test func `names of columns need not be exact, others are fields of one's own`() throws {
        let imported = try load("ID,OCR Text,Invoice No.,TOTAL\n7,T,0012,5\n") {
            $0.renames = [.init(field: "text", source: "OCR Text")]
        }
        #expect(imported.cases[0].id == "7")
        #expect(imported.cases[0].text == "T")
        #expect(imported.cases[0].expected == JSONObject([("invoice_no", "0012"), ("total", 5)]))
    }

    @Test func `a mapped column is found whatever its letter case`() throws {
        let imported = try load("id,text,Company,OCR Total\na,T,Shop,5\n") {
            $0.renames = [
                .init(field: "merchant", source: "company"),
                .init(field: "total", source: "ocr-total"),
            ]
        }
        #expect(
            imported.cases[0].expected == JSONObject([("merchant", "Shop"), ("total", 5)])
        )
    }

    @Test func `a column named exactly as mapped goes before one that is close`() throws {
        let imported = try load("id,text,SUM,Sum\na,T,1,2\n") {
            $0.renames = [.init(field: "total", source: "Sum")]
        }
        #expect(imported.cases[0].expected == JSONObject([("sum", "1"), ("total", 2)]))
    }

    @Test func `a file is an image or a text by its ending`() throws {
        try folder.write(Pixel.png, to: "r/1.png")
        try folder.write("SHOP\nTOTAL 5", to: "r/2.txt")
        let imported = try load(
            "file,total\nr/1.png,5\nr/2.txt,5\nr/3.png,5\n../x.txt,5\nr/4.doc,5\n"
        )
        #expect(
            imported.cases.map(\.image) == ["images/r/1.png", nil, "images/r/3.png", nil, nil]
        )
        #expect(imported.cases.map(\.text) == [nil, "SHOP\nTOTAL 5", nil, nil, nil])
        #expect(imported.cases.map(\.id) == ["out-1", "out-2", "out-3", "out-x", "out-4"])
        #expect(imported.report.imagesMissing == 1)
        for (line, name) in [(5, "../x.txt"), (6, "r/4.doc")] {
            let remark = "labels.csv:\(line): file: there is no image or text named \"\(name)\""
            #expect(imported.remarks.contains { $0.hasSuffix(remark) })
        }
        #expect(imported.report.bare == 3)
    }

    @Test func `files are found by stem, and a text beside its image`() throws {
        try folder.write(Pixel.png, to: "scans/1.png")
        try folder.write("SHOP 1", to: "scans/1.txt")
        try folder.write("SHOP 2", to: "ocr/2.txt")
        let imported = try load("file,total\nscans/1.png,5\n2,6\n")
        #expect(imported.cases.map(\.text) == ["SHOP 1", "SHOP 2"])
        #expect(imported.cases.map(\.image) == ["images/scans/1.png", nil])
        #expect(imported.remarks.isEmpty)
        #expect(imported.report.bare == 0)
    }

    @Test func `rows that contradict each other leave the field unannotated`() throws {
        try folder.write("SHOP", to: "x.txt")
        let imported = try load("file,merchant,total\nx.txt,SHOP,1.00\nx.txt,SHOP,2.00\n")
        #expect(imported.cases.map { $0.expected } == [JSONObject([("merchant", "SHOP")])])
        #expect(imported.report.unannotated == ["total": [.conflicting: 1]])
    }

    @Test func `a column with the name of a record's member is a field of one's own`() throws {
        let imported = try load("id,text,total,weight\na,T,5,2 kg\n")
        #expect(imported.cases[0].expected == JSONObject([("total", 5), ("weight", "2 kg")]))
    }

    @Test(arguments: [
        ("", "labels.csv: found nothing, expected a header"),
        ("id,text\na,b\n", "labels.csv:1: found no column with labels, expected one such as total"),
        (
            "id,totl\na,1\n",
            "labels.csv:1: found the column \"totl\"; did you mean \"total\"? (--map total=totl)"
        ),
        (
            "Datei,total\na,1\n",
            "labels.csv:1: found the column \"Datei\"; did you mean \"file\"? (--map file=Datei)"
        ),
        (
            "id,line_items\na,1\n",
            "labels.csv:1: found the column \"line_items\", expected one value a cell: line items "
                + "need `tally dataset import jsonl`"
        ),
        (
            "id,total,Total\na,1,1\n",
            "labels.csv:1: found a second column for \"total\", expected one"
        ),
        ("id,total\na,1,2\n", "labels.csv:2: found 3 cells, expected 2 as in the header"),
        ("id,total\na,\"1\n", "labels.csv:2: found an opening quote, expected its closing one"),
        (
            "id,total\na,\"1\"2\n",
            "labels.csv:2: found text behind a closing quote, expected the cell's end"
        ),
        (
            "id,total\na,1\na,2\n",
            "labels.csv:3: id: found \"a\" again, expected an id of its own"
        ),
        ("id,total\n", "labels.csv: no case found"),
    ])
    func `a broken file is one line that says where`(text: String, line: String) throws {
        #expect(try message(text) == line)
        #expect(!folder.exists("out/dataset.json"))
    }

    @Test func `a mapped column that is not there is named`() throws {
        let line = try message("id,sum\na,1\n") {
            $0.renames = [.init(field: "total", source: "x")]
        }
        #expect(
            line == "labels.csv:1: --map total=x: found no such column, expected one of id, sum"
        )
    }

    @Test func `rows beyond the first remarks are counted`() throws {
        let rows = (0..<30).map { "\($0),T,x" }.joined(separator: "\n")
        let imported = try load("id,text,total\n" + rows + "\n")
        #expect(imported.report.remarks.count == 20)
        #expect(imported.report.remarkCount == 30)
        #expect(imported.report.unannotated == ["total": [.unreadable: 30]])
    }
}
