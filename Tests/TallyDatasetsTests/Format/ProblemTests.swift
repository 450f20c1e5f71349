import TallyDatasets
import Testing

struct ProblemTests {
    @Test(arguments: [
        (#"{"total":"12,50"}"#, #"expected.total: found a string "12,50", expected a number"#),
        (
            #"{"line_items":[{},{},{"amount":"3"}]}"#,
            #"expected.line_items[2].amount: found a string "3", expected a number"#
        ),
        (#"{"line_items":{}}"#, "expected.line_items: found an object, expected a list of objects"),
        (
            #"{"line_items":["tea"]}"#,
            #"expected.line_items[0]: found a string "tea", expected an object"#
        ),
        (
            #"{"line_items":[{"unitprice":1}]}"#,
            #"expected.line_items[0].unitprice: found an unknown key; did you mean "unit_price"?"#
        ),
        (
            #"{"line_items":[{"sku":"x"}]}"#,
            "expected.line_items[0].sku: found an unknown key, expected one of description, "
                + "quantity, unit_price, amount, category"
        ),
        (#"{"merchant":7}"#, "expected.merchant: found a number 7, expected a string"),
        (
            #"{"date":"14.03.2026"}"#,
            #"expected.date: found a string "14.03.2026", expected a date such as 2026-03-14"#
        ),
        (
            #"{"date":"2026-02-29"}"#,
            #"expected.date: found a string "2026-02-29", expected a date such as 2026-03-14"#
        ),
        (
            #"{"currency":"€"}"#,
            #"expected.currency: found a string "€", expected a currency code such as EUR"#
        ),
        (#"{"totl":1}"#, #"expected.totl: found an unknown key; did you mean "total"?"#),
        (#"{"Total":1}"#, #"expected.Total: found an unknown key; did you mean "total"?"#),
        (
            #"{"extras":{}}"#,
            "expected.extras: found an object, expected a scalar or a list in a field of your own"
        ),
        (#"{"extras":["a",[]]}"#, "expected.extras[1]: found a list, expected a scalar"),
        (#"{"extras":["a",{}]}"#, "expected.extras[1]: found an object, expected a scalar"),
        (#"{"extras":[{},1]}"#, "expected.extras[1]: found a number 1, expected an object"),
    ])
    func `a wrong field is named by its key path`(expected: String, message: String) throws {
        #expect(try problems(record("{}"), record(expected, id: "b")) == ["x.jsonl:2: " + message])
    }

    @Test(arguments: ["[]", #"["a",1,true,null]"#, #"[{"description":"tea"}]"#, "null", "true"])
    func `a field of one's own holds scalars, lists of them, or items`(value: String) throws {
        #expect(try problems(record("{\"extras\":\(value)}")).isEmpty)
    }

    @Test(arguments: [
        (#"{"id":"a","txet":"t"}"#, #"txet: found an unknown key; did you mean "text"?"#),
        (#"{"id":"a","note":"t"}"#, "note: found an unknown key"),
        (#"{"text":"t"}"#, "id: found nothing, expected a string"),
        (#"{"id":7}"#, "id: found a number 7, expected a string of 1 to 500 bytes"),
        (#"{"id":"a","text":{}}"#, "text: found an object, expected a string"),
        (#"{"id":"a","expected":[]}"#, "expected: found a list, expected an object"),
        (#"{"id":"a","tags":["x",1]}"#, "tags[1]: found a number 1, expected a string"),
        (#"{"id":"a","weight":0}"#, "weight: found a number 0, expected a number above 0"),
        (
            #"{"id":"a","arrival":-1}"#,
            "arrival: found a number -1, expected a number of at least 0"
        ),
        (
            #"{"id":"a","meta":{"locale":"en_US"}}"#,
            #"meta.locale: found a string "en_US", expected a locale such as en-US"#
        ),
        ("[1]", "found a list, expected an object"),
        (#"{"id":"a""#, "found broken JSON: expected ',' or '}', found the end at byte 9"),
        (#"{"id":"a","id":"b"}"#, #"found broken JSON: duplicate key "id" at byte 10"#),
        (#"{"id":"a","weight":NaN}"#, "found broken JSON: unexpected 'N' at byte 19"),
    ])
    func `a malformed record is named by its line`(line: String, message: String) throws {
        #expect(try problems(record("{}"), line) == ["x.jsonl:2: " + message])
    }

    @Test func `bytes that are not UTF-8 are named by their line`() throws {
        let folder = try TemporaryFolder()
        let line = Array(#"{"id":"a","text":""#.utf8) + [0xC3, 0x28] + Array("\"}\n".utf8)
        let file = try folder.write(line, to: "x.jsonl")
        #expect(problems(opening: file) == ["\(file):1: found invalid UTF-8 at byte 18"])
    }

    @Test func `a repeated id is named with the line it was first on`() throws {
        let lines = [record("{}"), record("{}", id: "b"), record("{}")]
        #expect(
            try problems(lines[0], lines[1], lines[2])
                == [#"x.jsonl:3: id: found "a" of line 1 again, expected an id of its own"#]
        )
    }

    @Test func `a blank line between records is a problem`() throws {
        #expect(
            try problems(record("{}"), "", record("{}", id: "b"))
                == ["x.jsonl:2: found a blank line, expected a record"]
        )
    }

    @Test func `a line beyond the cap is refused and the next one read`() throws {
        let long = #"{"id":"a","text":""# + String(repeating: "x", count: 9 << 20) + #""}"#
        #expect(
            try problems(long, record(#"{"total":[]}"#, id: "b")) == [
                "x.jsonl:1: found a longer line, expected at most 8 MiB",
                "x.jsonl:2: expected.total: found a list, expected a number",
            ]
        )
    }

    @Test func `the first problems are listed and all are counted`() throws {
        let folder = try TemporaryFolder()
        let lines = (0..<50).map { #"{"id":"\#($0)","text":1}"# }
        let file = try folder.write(lines.joined(separator: "\n"), to: "x.jsonl")
        let error = #expect(throws: DatasetError.self) { try Dataset.open(file, problemLimit: 3) }
        #expect(error?.problems.count == 3)
        #expect(error?.problemCount == 50)
        #expect(error?.description.hasSuffix("... and 47 more") == true)
    }

    @Test func `control characters of a dataset never reach the terminal`() throws {
        let found = try problems(record(#"{"total":"\u001b]0;x\u0007\u202e"}"#))
        let scalars = found.joined().unicodeScalars
        #expect(!found.isEmpty)
        #expect(!scalars.contains { $0.value < 0x20 || $0.value == 0x202E })
    }
}
