internal import TallyCore
internal import TallyDatasets

/// Reads a folder of images and texts with labels of one's own, and pairs them by path, name or stem.
struct PairsImporter: Importer {
    let facts = SourceFacts()
    private let options: ImportOptions
    private let root: String
    private let index: FileIndex
    private let labels: FoundLabels

    init(_ options: ImportOptions, index: FileIndex, labels: FoundLabels) {
        self.options = options
        root = options.source
        self.index = index
        self.labels = labels
    }

    func run(in session: inout ImportSession) throws(DatasetError) {
        var documents = try LabelDocuments(labels, root: root, options: options)
        var used: Set<String> = []
        while let (document, fault) = try documents.next() {
            if let fault { session.note(fault) } else { try take(document, &used, in: &session) }
        }
        for path in index.datasets {
            session.note(
                ImportRemark(.passedOver, "\(path): is a dataset already, which is passed over")
            )
        }
        for file in index.unusable {
            session.note(ImportRemark(.unusable, "\(file.path): left out: it is \(file.why)"))
        }
        for path in index.images + index.texts where !used.contains(path) {
            session.note(ImportRemark(.unpaired, "\(path): no label names it"))
        }
    }

    private func take(
        _ document: LabelDocuments.Document,
        _ used: inout Set<String>,
        in session: inout ImportSession
    ) throws(DatasetError) {
        let labels = try labels(of: document)
        let names = labels.names(besides: document.stem)
        let image = pair(names, index.image, labels.place, &used, &session)
        var text = labels.record["text"]?.string
        if text == nil, let file = pair(names, index.text, labels.place, &used, &session) {
            text = try LabelFile.text(file, in: root)
        }
        guard text != nil || image != nil else {
            let name = names.first.map { " named \"\($0)\"" } ?? ""
            let why = "\(labels.place): there is no image or text\(name); left out"
            return session.note(ImportRemark(.unpaired, why))
        }
        let stem = names.first.map(SourceFolder.stem) ?? document.line.map(String.init)
        let id = labels.record["id"]?.string ?? session.identifier(stem)
        guard !session.isTaken(id) else {
            throw DatasetError(
                .invalid,
                "\(labels.place): id: found \"\(id)\" again, expected an id of its own"
            )
        }
        var item = labels.item(id, options)
        item.text = text
        item.image = try copy(image, labels.place, &session)
        try session.add(item, remarks: labels.remarks)
    }

    /// The labels as a record.
    private func labels(
        of document: LabelDocuments.Document
    ) throws(DatasetError) -> DocumentLabels {
        let mapping = JSONLinesMapping(options, file: document.file, line: document.line)
        let mapped = mapping.record(of: document.value)
        guard mapped.problems.isEmpty else {
            let count = mapped.problems.count
            throw DatasetError(problems: mapped.problems, count: count, in: document.file)
        }
        return DocumentLabels(
            place: document.line.map { "\(document.file):\($0)" } ?? document.file,
            record: mapped.record,
            expected: mapped.record["expected"]?.object ?? JSONObject(),
            remarks: mapped.remarks
        )
    }

    /// The file of the first name that has one.
    private func pair(
        _ names: [String],
        _ find: (String) -> FileIndex.Match,
        _ place: String,
        _ used: inout Set<String>,
        _ session: inout ImportSession
    ) -> String? {
        for name in names {
            switch find(name) {
            case .one(let path):
                used.insert(path)
                return path
            case .several(let paths):
                let shown = paths.prefix(3).joined(separator: ", ")
                session.note(
                    ImportRemark(.unpaired, "\(place): \"\(name)\" could be any of \(shown)")
                )
                return nil
            case .none: continue
            }
        }
        return nil
    }

    private func copy(
        _ image: String?,
        _ place: String,
        _ session: inout ImportSession
    ) throws(DatasetError) -> String? {
        guard let image else { return nil }
        return try session.image(image.replacing("%", with: "%25"), from: root, place: place)
    }
}

/// What the labels say of one document.
private struct DocumentLabels {
    let place: String
    let record: JSONObject
    let expected: JSONObject
    let remarks: [ImportRemark]

    /// What may name its files, the surest first.
    func names(besides stem: String?) -> [String] {
        let paths = ["file", "image"].map { record[$0]?.string }
        return (paths + [stem, record["id"]?.string]).compactMap { $0 }
    }

    /// The case without its files.
    func item(_ id: String, _ options: ImportOptions) -> Case {
        Case(
            id: id,
            text: nil,
            expected: expected,
            split: options.split ?? record["split"]?.string,
            group: record["group"]?.string,
            user: record["user"]?.string,
            locale: record["locale"]?.string ?? options.locale
        )
    }
}
