internal import TallyCore
internal import TallyDatasets

/// Reads CORD's JSON: `metadata.jsonl` as image folders have it, JSON lines, or a file an image (json/ and image/).
///
/// Each document is a parse (`gt_parse`, `ground_truth`), the labelled words (`valid_line`), or both; words also give
/// the text. The published Parquet files are not read.
struct CORDImporter: Importer {
    let facts = SourceFacts(
        license: "CC-BY-4.0",
        source: "CORD v2 (Clova AI)",
        locale: "id-ID",
        currency: "IDR",
        description: "CORD receipts; merchant and date are not annotated, currency inferred"
    )
    private let options: ImportOptions
    private let places: [CORDPlace]

    init(_ options: ImportOptions) throws(DatasetError) {
        self.options = options
        places = try CORDPlace.find(in: options.source)
        guard !places.isEmpty else {
            throw DatasetError(
                .invalid,
                "\(options.source): found no CORD labels, expected a .jsonl or .json file, or a "
                    + "folder with metadata.jsonl or json/*.json; Parquet must be exported first"
            )
        }
    }

    func run(in session: inout ImportSession) throws(DatasetError) {
        for place in places {
            switch place.labels {
            case .lines(let file):
                try takeLines(of: file, at: place, in: &session)
            case .files(let files):
                let images = options.images ?? place.images
                let names = try SourceFolder(images).stems(ImageCopier.extensions)
                for file in files {
                    let stem = SourceFolder.stem(file)
                    let document = Document(
                        bytes: try LabelFile.bytes(
                            SourceFolder.name(file),
                            in: SourceFolder.parent(file)
                        ),
                        place: file,
                        stem: stem,
                        image: names[stem]?.replacing("%", with: "%25"),
                        isPaired: true
                    )
                    try take(document, at: place, in: &session)
                }
            }
        }
    }

    private struct Document {
        var bytes: [UInt8]
        var place: String
        var stem: String
        var image: String?
        /// The image is found by the document's name.
        var isPaired = false
    }

    private func takeLines(
        of path: String,
        at place: CORDPlace,
        in session: inout ImportSession
    ) throws(DatasetError) {
        var lines = try SourceLines(path)
        var index = 0
        while let line = try lines.next() {
            let digits = String(index)
            let stem = String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
            index += 1
            let document = Document(bytes: line.bytes, place: "\(path):\(line.number)", stem: stem)
            try take(document, at: place, in: &session)
        }
    }

    private func take(
        _ document: Document,
        at place: CORDPlace,
        in session: inout ImportSession
    ) throws(DatasetError) {
        let labels: CORDLabels
        do throws(CORDLabels.Fault) {
            labels = try CORDLabels(document.bytes)
        } catch {
            return session.leaveOut(document.place, error.reason)
        }
        let reader = LabelReader(
            locale: options.locale ?? facts.locale,
            currency: facts.currency(options)
        )
        let reading = CORDReading(labels.parse, place: document.place, reader: reader)
        let name = labels.fileName ?? document.image
        let stem = labels.fileName.map(SourceFolder.stem) ?? document.stem
        var image: String?
        if let name {
            let root = options.images ?? place.images
            image = try session.image(name, from: root, part: place.split, place: document.place)
        } else if document.isPaired {
            session.missImage(document.place, stem: stem)
        }
        let item = Case(
            id: session.identifier(place.split, stem),
            text: labels.text,
            image: image,
            expected: reading.annotation.expected,
            split: options.split ?? place.split,
            locale: options.locale ?? facts.locale
        )
        try session.add(item, remarks: reading.annotation.remarks)
    }
}
