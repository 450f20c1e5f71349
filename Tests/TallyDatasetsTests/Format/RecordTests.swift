import TallyCore
import TallyDatasets
import Testing

struct RecordTests {
    private func load(_ line: String, manifest: String? = nil) throws -> Case {
        let folder = try TemporaryFolder()
        let file = try folder.write(line + "\n", to: "x.jsonl")
        guard let manifest else { return try Dataset.open(file).load(0) }
        try folder.write(manifest, to: "dataset.json")
        return try Dataset.open(folder.path).load(0)
    }

    @Test func `an absent field and a null one stay apart`() throws {
        let item = try load(record(#"{"total":12.50,"tip":null}"#))
        #expect(item.expected["tip"] == .null)
        #expect(item.expected["tax"] == nil)
        #expect(item.expected["total"] == .number("12.50"))
    }

    @Test func `every member of a record reaches the case`() throws {
        let item = try load(
            #"{"id":"a","dataset":"d","split":"dev","text":"t","image":"i.png","expected":{},"#
                + #""tags":["x"],"group":"g","weight":2,"user":"u","arrival":1.5,"locale":"de-DE","meta":{}}"#
        )
        #expect(
            item
                == Case(
                    id: "a",
                    text: "t",
                    image: "i.png",
                    expected: JSONObject(),
                    split: "dev",
                    tags: ["x"],
                    group: "g",
                    weight: 2,
                    user: "u",
                    arrival: 1.5,
                    locale: "de-DE"
                )
        )
    }

    @Test func `a record is read back as it was written`() throws {
        let item = try ReceiptGenerator(.init(count: 30)).receipt(13)
        #expect(try load(CaseRecord.encode(item, dataset: "d").jsonText) == item)
    }

    @Test(arguments: [
        (#","locale":"en-US","meta":{"locale":"de-DE"}"#, "en-US"),
        (#","meta":{"locale":"de-DE"}"#, "de-DE"),
        ("", "ja-JP"),
    ])
    func `the locale falls back to meta, then to the manifest`(
        members: String,
        locale: String
    ) throws {
        let line = #"{"id":"a","text":"t","expected":{}"# + members + "}"
        let manifest = #"{"name":"x","file":"x.jsonl","locale":"ja-JP"}"#
        #expect(try load(line, manifest: manifest).locale == locale)
    }

    @Test func `a merchant that is a slug becomes a tag`() throws {
        let item = try load(#"{"id":"a","text":"t","meta":{"merchant_is_slug":true}}"#)
        #expect(item.tags == [CaseRecord.slugTag])
    }

    @Test func `a field of another name may hold a scalar`() throws {
        #expect(try problems(record(#"{"vat_id":"DE000000000","table":7,"paid":true}"#)) == [])
    }
}
