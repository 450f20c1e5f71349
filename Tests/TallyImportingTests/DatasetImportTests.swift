import TallyCore
import TallyDatasets
import TallyImporting
import Testing

struct DatasetImportTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("id,text,total\na,T,1\n", to: "l.csv")
    }

    @Test func `a dataset is replaced only when asked`() throws {
        _ = try Import(.csv, "l.csv", in: folder)
        let before = try folder.text("out/out.jsonl")
        try folder.write("id,text,total\nb,T,2\n", to: "l.csv")
        #expect(
            failure(.csv, "l.csv", in: folder)
                == "out/dataset.json is there already; --force replaces it"
        )
        #expect(try folder.text("out/out.jsonl") == before)
        let replaced = try Import(.csv, "l.csv", in: folder) { $0.overwrites = true }
        #expect(replaced.cases.map(\.id) == ["b"])
    }

    @Test func `a name, a split and a locale are the user's`() throws {
        let imported = try Import(.csv, "l.csv", in: folder) {
            $0.name = "mine"
            $0.split = "test"
            $0.locale = "de-DE"
        }
        #expect(imported.report.manifest.name == "mine")
        #expect(imported.report.manifest.locale == "de-DE")
        #expect(imported.report.manifest.splits == [.init("test", 1)])
        #expect(imported.report.manifest.hasPersonalData)
        #expect(folder.exists("out/mine.jsonl"))
    }

    @Test func `a link out of the folder of images is not followed`() throws {
        let other = try TemporaryFolder()
        try folder.link("a.png", to: other.write("GIF89a secret", to: "x.png"))
        try folder.write("image,total\na.png,1\n", to: "l.csv")
        let imported = try Import(.csv, "l.csv", in: folder)
        #expect(imported.cases.first?.image == nil)
        #expect(!folder.exists("out/images/a.png"))
    }

    @Test func `a name with an escape or a space stays readable`() throws {
        try folder.write(Pixel.png, to: "a 1.png")
        try folder.write(Pixel.png, to: "50%.png")
        try folder.write("image,total\na%201.png,1\n50%.png,1\n", to: "l.csv")
        let imported = try Import(.csv, "l.csv", in: folder)
        #expect(imported.report.imagesFound == 2)
        let dataset = try Dataset.open(folder.path + "/out")
        for item in imported.cases { #expect(try dataset.imageFile(of: item) != nil) }
    }

    @Test(arguments: [
        ("nowhere.csv", "nowhere.csv: there is no such file or folder"),
        ("l.csv", "--images: nowhere is no folder"),
    ])
    func `a place that is not there is named`(source: String, message: String) throws {
        let found = failure(.csv, source, in: folder) {
            if source == "l.csv" { $0.images = folder.path + "/nowhere" }
        }
        #expect(found == message)
    }

    @Test func `a locale of another form is refused`() throws {
        let found = failure(.csv, "l.csv", in: folder) { $0.locale = "de_DE" }
        #expect(
            found
                == "--locale: found \"de_DE\", expected a language and a region; did you mean de-DE?"
        )
    }
}
