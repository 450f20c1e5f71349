import TallyCore
import TallyDatasets
import Testing

struct ManifestTests {
    private func problems(_ manifest: String) throws -> [String] {
        let folder = try TemporaryFolder()
        try folder.write(#"{"id":"a","split":"dev"}"# + "\n", to: "x.jsonl")
        try folder.write(manifest, to: "dataset.json")
        return TallyDatasetsTests.problems(opening: folder.path)
            .map { $0.replacing(folder.path + "/", with: "") }
    }

    @Test func `a dataset has the manifest's name, version and rights`() throws {
        let folder = try TemporaryFolder()
        try folder.write(#"{"id":"a"}"#, to: "x.jsonl")
        try folder.write(
            #"{"name":"n","version":"3","file":"x.jsonl","personal_data":false}"#,
            to: "dataset.json"
        )
        for path in [folder.path, folder.path + "/", folder.path + "/dataset.json"] {
            let dataset = try Dataset.open(path)
            #expect(dataset.name == "n")
            #expect(dataset.version == "3")
            #expect(!dataset.hasPersonalData)
        }
    }

    @Test func `silence about personal data counts as personal`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(#"{"id":"a"}"#, to: "x.jsonl")
        try folder.write(#"{"name":"n","file":"x.jsonl"}"#, to: "dataset.json")
        #expect(try Dataset.open(folder.path).hasPersonalData)
        #expect(try Dataset.open(file).hasPersonalData)
    }

    @Test(arguments: [
        (#""splits":{"dev":2}"#, "splits.dev: found 2, expected 1, the records in x.jsonl"),
        (
            #""splits":{"dev":1,"test":1}"#,
            "splits.test: found 1, expected 0, the records in x.jsonl"
        ),
        (#""splits":{"test":0}"#, "splits.dev: found nothing, expected 1, the records in x.jsonl"),
        (#""sha256":"ab""#, #"sha256: found a string "ab", expected 64 hexadecimal digits"#),
        (#""licence":"MIT""#, #"licence: found an unknown key; did you mean "license"?"#),
        (#""public":"yes""#, #"public: found a string "yes", expected true or false"#),
        (#""splits":{"dev":-1}"#, "splits.dev: found a number -1, expected a count"),
    ])
    func `what disagrees with the file is named`(member: String, message: String) throws {
        let manifest = #"{"name":"n","file":"x.jsonl",\#(member)}"#
        #expect(try problems(manifest) == ["dataset.json: " + message])
    }

    @Test func `a wrong digest is named with the right one`() throws {
        let digest = String(repeating: "0", count: 64)
        let found = try problems(#"{"name":"n","file":"x.jsonl","sha256":"\#(digest)"}"#)
        let right = Digest(of: #"{"id":"a","split":"dev"}"# + "\n").hex
        #expect(
            found == [
                "dataset.json: sha256: found \(digest), expected \(right), the digest of x.jsonl"
            ]
        )
    }

    @Test(arguments: ["../x.jsonl", "/etc/hostname", ".hidden.jsonl", "a/x.jsonl"])
    func `a manifest may only name a file beside it`(file: String) throws {
        let found = try problems(#"{"name":"n","file":"\#(file)"}"#)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("dataset.json: file: found") == true)
    }

    @Test func `a data file that is a link out of the folder is refused`() throws {
        let folder = try TemporaryFolder()
        let other = try TemporaryFolder()
        try folder.link("x.jsonl", to: other.write(#"{"id":"a"}"#, to: "x.jsonl"))
        try folder.write(#"{"name":"n","file":"x.jsonl"}"#, to: "dataset.json")
        let found = TallyDatasetsTests.problems(opening: folder.path)
        #expect(found.first?.contains("a link that leaves the dataset's folder") == true)
    }

    @Test func `a folder without a manifest says what a dataset is`() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: DatasetError.self) { try Dataset.open(folder.path) }
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("neither a .jsonl file nor a folder") == true)
    }
}
