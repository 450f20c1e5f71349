import TallyCore
import TallyDatasets
import TallyImporting
import Testing

struct JSONLinesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func load(
        _ lines: String...,
        map: [ImportOptions.Rename] = [],
        locale: String? = nil
    ) throws -> Import {
        try folder.write(lines.joined(separator: "\n") + "\n", to: "x.jsonl")
        return try Import(.jsonl, "x.jsonl", in: folder) {
            $0.renames = map
            $0.locale = locale
        }
    }

    @Test func `canonical lines are taken over as they are`() throws {
        try folder.write("GIF89a png", to: "scans/a.png")
        let imported = try load(
            #"{"id":"a","text":"t","image":"scans/a.png","expected":{"total":1.50,"tip":null},"#
                + #""tags":["x"],"group":"g","split":"dev","locale":"de-DE"}"#
        )
        let item = try #require(imported.cases.first)
        #expect(item.expected == JSONObject([("total", .number("1.50")), ("tip", .null)]))
        #expect(item.image == "images/scans/a.png")
        #expect(item.tags == ["x"])
        #expect(item.group == "g")
        #expect(item.split == "dev")
        #expect(item.locale == "de-DE")
        #expect(try folder.text("out/images/scans/a.png") == "GIF89a png")
    }

    @Test func `mapped keys become fields, strings are read`() throws {
        let imported = try load(
            #"{"doc":17,"ocr":"SHOP","labels":{"amount_due":"1.234,50"},"vat":2.5,"po":"X1"}"#,
            map: [
                .init(field: "id", source: "doc"), .init(field: "text", source: "ocr"),
                .init(field: "total", source: "labels.amount_due"),
                .init(field: "tax", source: "vat"),
            ],
            locale: "de-DE"
        )
        let item = try #require(imported.cases.first)
        #expect(item.id == "17")
        #expect(item.text == "SHOP")
        #expect(
            item.expected
                == JSONObject([
                    ("total", .number("1234.50")), ("tax", .number("2.5")), ("po", "X1"),
                ])
        )
    }

    @Test func `a mapped value that cannot be read is left unannotated and named`() throws {
        let imported = try load(
            #"{"id":"a","text":"t","sum":"much"}"#,
            map: [.init(field: "total", source: "sum")]
        )
        #expect(imported.report.unannotated == ["total": [.unreadable: 1]])
        #expect(
            imported.remarks.first?.hasSuffix(
                "x.jsonl:1: total: found \"much\", which cannot be read; left unannotated"
            ) == true
        )
    }

    @Test func `every problem is named with its line, nothing is written`() throws {
        let lines = [
            #"{"id":"a","text":"t","expected":{"totl":1}}"#, #"{"id":"b"}"#, "{",
            #"{"id":"b"}"#,
        ]
        try folder.write(lines.joined(separator: "\n"), to: "x.jsonl")
        let message = failure(.jsonl, "x.jsonl", in: folder)
        #expect(
            message.contains(
                #"x.jsonl:1: expected.totl: found an unknown key; did you mean "total"?"#
            )
        )
        #expect(message.contains("x.jsonl:3: found broken JSON"))
        #expect(!folder.exists("out/dataset.json"))
        #expect(!folder.exists("out/out.jsonl"))
    }

    @Test func `an id that repeats is named`() throws {
        try folder.write(#"{"id":"a"}"# + "\n" + #"{"id":"a"}"#, to: "x.jsonl")
        #expect(
            failure(.jsonl, "x.jsonl", in: folder)
                == #"x.jsonl:2: id: found "a" of an earlier line again, expected an id of its own"#
        )
    }

    @Test func `an image out of the folder is a problem`() throws {
        try folder.write(#"{"id":"a","image":"../x.png"}"#, to: "x.jsonl")
        #expect(failure(.jsonl, "x.jsonl", in: folder).contains("image: found a path with '..'"))
    }
}
