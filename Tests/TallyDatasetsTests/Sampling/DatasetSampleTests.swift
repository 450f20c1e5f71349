import TallyCore
import TallyDatasets
import Testing

struct DatasetSampleTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// 60 cases of two locales, 2 to 1; every fifth pair of neighbours is a group.
    private func source() throws -> Dataset {
        let lines = (0..<60).map { index in
            let group = index % 10 < 2 ? #","group":"g\#(index / 10)""# : ""
            return
                #"{"id":"c\#(index)","text":"t","locale":"\#(index % 3 == 0 ? "de-DE" : "en-US")","#
                + #""meta":{"note":\#(index)}\#(group)}"#
        }
        return try Dataset.open(folder.write(lines.joined(separator: "\n"), to: "x.jsonl"))
    }

    @discardableResult
    private func sample(
        _ count: Int,
        seed: UInt64 = 1,
        by stratum: SampleOptions.Stratum? = nil,
        to name: String = "out"
    ) throws -> [Case] {
        let options = SampleOptions(count: count, seed: seed, stratum: stratum)
        let path = folder.path + "/" + name
        _ = try source().writeSample(options, to: path, generatedBy: "tally")
        let dataset = try Dataset.open(path)
        return try (0..<dataset.count).map { try dataset.load($0) }
    }

    @Test func `equal options give equal bytes, another seed another sample`() throws {
        let one = try sample(20)
        let two = try sample(20, to: "two")
        #expect(one == two)
        #expect(try sample(20, seed: 2, to: "three") != one)
        #expect(one.count == 20)
    }

    @Test(arguments: 1...12)
    func `a group is drawn as a whole or not at all`(seed: UInt64) throws {
        let drawn = try sample(21, seed: seed, to: "out\(seed)")
        #expect(drawn.count == 21)
        let groups = Dictionary(grouping: drawn.filter { $0.group != nil }, by: \.group)
        #expect(groups.values.allSatisfy { $0.count == 2 })
    }

    @Test func `strata keep their proportions`() throws {
        let drawn = try sample(30, by: .locale)
        let german = drawn.filter { $0.locale == "de-DE" }.count
        #expect((9...11).contains(german))
        #expect(drawn.count == 30)
    }

    @Test func `records keep what a case does not hold, and their order`() throws {
        let drawn = try sample(60)
        #expect(drawn.map(\.id) == (0..<60).map { "c\($0)" })
        let text = String(decoding: try folder.bytes("out/out.jsonl"), as: UTF8.self)
        #expect(text.contains(#""meta":{"note":59}"#))
    }

    @Test func `images and the manifest's rights go along`() throws {
        try folder.write("png", to: "d/scans/a.png")
        try folder.write(#"{"id":"a","image":"scans/a.png"}"#, to: "d/d.jsonl")
        try folder.write(
            #"{"name":"d","file":"d.jsonl","license":"MIT","personal_data":false,"locale":"de-DE"}"#,
            to: "d/dataset.json"
        )
        let dataset = try Dataset.open(folder.path + "/d")
        let options = SampleOptions(count: 1, seed: 1)
        let manifest = try dataset.writeSample(
            options,
            to: folder.path + "/s",
            generatedBy: "tally"
        )
        #expect(manifest.license == "MIT")
        #expect(!manifest.hasPersonalData)
        let sample = try Dataset.open(folder.path + "/s")
        #expect(try sample.imageFile(of: sample.load(0))?.hasSuffix("/s/scans/a.png") == true)
        #expect(try sample.load(0).locale == "de-DE")
    }

    @Test func `a sample of more than there is is refused`() throws {
        let error = #expect(throws: DatasetError.self) { try sample(61) }
        #expect(
            error?.message
                == "--count: found 61, expected at least 1 and at most the 60 cases there are"
        )
    }
}
