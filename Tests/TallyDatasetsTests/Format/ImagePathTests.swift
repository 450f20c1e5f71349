import TallyCore
import TallyDatasets
import Testing

struct ImagePathTests {
    private func line(_ image: String) -> String {
        CaseRecord.encode(Case(id: "a", text: nil, image: image, expected: JSONObject())).jsonText
    }

    @Test(arguments: [
        ("../x.jpg", "a path with '..'"),
        ("images/../../x.jpg", "a path with '..'"),
        ("images/..", "a path with '..'"),
        ("%2e%2e/x.jpg", "a path with '..'"),
        ("%2E./x.jpg", "a path with '..'"),
        ("..%2fx.jpg", "a path with '..'"),
        ("%252e%252e/x.jpg", "a path that is encoded twice"),
        ("..\\x.jpg", "a path with '\\'"),
        ("%5c%5chost/x.jpg", "a path with '\\'"),
        ("x.jpg;y", "a path with ';'"),
        ("x%3b.jpg", "a path with ';'"),
        ("x\u{0}.jpg", "a path with a control character"),
        ("x%00.jpg", "a path with a control character"),
        ("/etc/hostname", "an absolute path"),
        ("%2fetc/hostname", "an absolute path"),
        ("file:///etc/hostname", "a path with ':'"),
        ("x%ff.jpg", "a path that is not UTF-8 once decoded"),
        ("", "an empty path"),
        (".", "a path that is no regular file"),
    ])
    func `a path out of the folder is refused`(image: String, reason: String) throws {
        #expect(
            try problems(line(image)) == [
                "x.jsonl:1: image: found \(reason), expected a path inside the dataset's folder"
            ]
        )
    }

    @Test(arguments: ["out.jpg", "folder/none.jpg"])
    func `a link out of the folder is refused`(image: String) throws {
        let folder = try TemporaryFolder()
        let other = try TemporaryFolder()
        try folder.link("out.jpg", to: other.write("x", to: "x.jpg"))
        try folder.link("folder", to: other.path)
        let file = try folder.write(line(image), to: "x.jsonl")
        let message = "a link that leaves the dataset's folder"
        #expect(problems(opening: file).first?.contains(message) == true)
    }

    @Test func `images inside are found and missing ones counted`() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "images/a 1.jpg")
        try folder.link("b.jpg", to: "images/a 1.jpg")
        let lines = ["images/a%201.jpg", "b.jpg", "images/none.jpg"].enumerated().map {
            index,
            image in
            #"{"id":"\#(index)","image":"\#(image)"}"#
        }
        let file = try folder.write(lines.joined(separator: "\n"), to: "x.jsonl")
        let dataset = try Dataset.open(file)
        #expect(dataset.contents.withImage == 3)
        #expect(dataset.contents.missingImages == 1)
        #expect(try dataset.imageFile(of: dataset.load(0))?.hasSuffix("/images/a 1.jpg") == true)
        #expect(try dataset.imageFile(of: dataset.load(2)) == nil)
    }

    @Test func `an image that became a link out is refused when it is read`() throws {
        let folder = try TemporaryFolder()
        let other = try TemporaryFolder()
        let file = try folder.write(line("late.jpg"), to: "x.jsonl")
        let dataset = try Dataset.open(file)
        try folder.link("late.jpg", to: other.write("x", to: "x.jpg"))
        let item = try dataset.load(0)
        #expect(throws: DatasetError.self) { try dataset.imageFile(of: item) }
    }
}
