import TallyCore
import TallyDatasets
import Testing

struct DatasetWriterTests {
    private let folder: TemporaryFolder
    private let cases = [
        Case(id: "a", text: "t", expected: JSONObject([("total", .number("1.50"))]), split: "dev"),
        Case(id: "b", text: "u", expected: JSONObject(), split: "test"),
    ]
    private let manifest = DatasetManifest(name: "n", file: "n.jsonl")

    init() throws { folder = try TemporaryFolder() }

    @Test func `what is written opens with the same cases, counts and digest`() throws {
        let path = folder.path + "/deep/n"
        let written = try DatasetWriter(folder: path).write(cases, manifest: manifest)
        let dataset = try Dataset.open(path)
        #expect(try (0..<2).map { try dataset.load($0) } == cases)
        #expect(dataset.digest == written.digest)
        #expect(dataset.manifest == written)
        #expect(written.splits == [.init("dev", 1), .init("test", 1)])
    }

    @Test func `a dataset is not overwritten unasked`() throws {
        try DatasetWriter(folder: folder.path).write(cases, manifest: manifest)
        let before = try folder.bytes("n.jsonl")
        let error = #expect(throws: DatasetError.self) {
            try DatasetWriter(folder: folder.path).write(cases.dropLast(), manifest: manifest)
        }
        #expect(error?.code == .exists)
        #expect(try folder.bytes("n.jsonl") == before)
    }

    @Test func `a dataset is replaced when asked, the reader's notes are kept`() throws {
        try folder.write("mine", to: "README.md")
        let writer = DatasetWriter(folder: folder.path, overwrites: true)
        try writer.write(cases, manifest: manifest, readme: "ours")
        try writer.write(cases.dropLast(), manifest: manifest, readme: "ours")
        #expect(try Dataset.open(folder.path).count == 1)
        #expect(try folder.bytes("README.md") == Array("mine".utf8))
    }

    @Test func `nothing temporary is left`() throws {
        try DatasetWriter(folder: folder.path).write(cases, manifest: manifest, readme: "r")
        #expect(try folder.names == ["README.md", "dataset.json", "n.jsonl"])
    }

    @Test func `a place that cannot be written is named`() throws {
        try folder.write("x", to: "file")
        let error = #expect(throws: DatasetError.self) {
            try DatasetWriter(folder: folder.path + "/file/n").write(cases, manifest: manifest)
        }
        #expect(error?.code == .io)
    }
}
