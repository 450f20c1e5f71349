internal import TallyCore
internal import TallyDatasets

/// Reads WildReceipt: train.txt and test.txt, one image's labelled boxes as JSON a line, beside class_list.txt.
struct WildReceiptImporter: Importer {
    let facts = SourceFacts(
        source: "WildReceipt",
        description: "WildReceipt; spaces are dropped inside texts, currency is not annotated"
    )
    private let options: ImportOptions
    private let classes: WildReceiptClasses
    /// The label files with the split each stands for.
    private let files: [(path: String, split: String?)]
    private let root: String

    init(_ options: ImportOptions) throws(DatasetError) {
        self.options = options
        let source = options.source
        if SourceFolder.isFolder(source) {
            root = source
            let names = try SourceFolder(source).files
            let known = ["train.txt", "test.txt", "train.jsonl", "test.jsonl"]
            files = known.filter(names.contains).map {
                (source + "/" + $0, SourceFolder.stem($0))
            }
        } else {
            root = SourceFolder.parent(source)
            let stem = SourceFolder.stem(source)
            files = [(source, ["train", "test"].contains(stem) ? stem : nil)]
        }
        guard !files.isEmpty else {
            throw DatasetError(
                .invalid,
                "\(source): found no WildReceipt labels, expected train.txt or test.txt"
            )
        }
        classes = try WildReceiptClasses(besides: root)
    }

    /// Whether a folder has labels whose first line is a document of WildReceipt.
    static func isLayout(_ path: String) throws(DatasetError) -> Bool {
        let names = try SourceFolder(path).files
        guard let name = ["train.txt", "test.txt"].first(where: names.contains) else {
            return false
        }
        var lines = try SourceLines(path + "/" + name)
        guard let line = try lines.next(), let value = try? JSONParser.parse(line.bytes) else {
            return false
        }
        return value["file_name"]?.string != nil && value["annotations"]?.array != nil
    }

    func run(in session: inout ImportSession) throws(DatasetError) {
        for file in files {
            var lines = try SourceLines(file.path)
            while let line = try lines.next() {
                let place = "\(SourceFolder.name(file.path)):\(line.number)"
                try take(line.bytes, place: place, split: file.split, in: &session)
            }
        }
    }

    private func take(
        _ bytes: [UInt8],
        place: String,
        split: String?,
        in session: inout ImportSession
    ) throws(DatasetError) {
        let document: JSONValue
        do {
            document = try JSONParser.parse(bytes)
        } catch {
            return session.leaveOut(place, "found broken JSON: \(error)")
        }
        guard let name = document["file_name"]?.string,
            let annotations = document["annotations"]?.array
        else { return session.leaveOut(place, "found no file_name with annotations") }
        let reader = LabelReader(locale: options.locale)
        let page = WildReceiptPage(annotations, classes: classes)
        let reading = WildReceiptReading(page, place: place, reader: reader)
        for problem in page.problems {
            session.note(ImportRemark(.text, "\(place): \(problem); the box is left out"))
        }
        let image = try session.image(name, from: options.images ?? root, place: place)
        let item = Case(
            id: session.identifier(split, SourceFolder.stem(name)),
            text: page.boxes.isEmpty ? nil : ReadingOrder.text(page.boxes),
            image: image,
            expected: reading.annotation.expected,
            split: options.split ?? split,
            locale: options.locale
        )
        try session.add(item, remarks: reading.annotation.remarks)
    }
}
