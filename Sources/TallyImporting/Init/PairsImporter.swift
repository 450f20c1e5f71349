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
        for path in index.images + index.texts where !used.contains(path) {
            session.note(ImportRemark(.unpaired, "\(path): no label names it"))
        }
    }

    private func take(
        _ document: LabelDocuments.Document,
        _ used: inout Set<String>,
        in session: inout ImportSession
    ) throws(DatasetError) {
        let mapping = JSONLinesMapping(options, file: document.file, line: document.line)
        let mapped = mapping.record(of: document.value)
        guard mapped.problems.isEmpty else {
            throw DatasetError(
                problems: mapped.problems,
                count: mapped.problems.count,
                in: document.file
            )
        }
        let place = document.line.map { "\(document.file):\($0)" } ?? document.file
        let record = mapped.record
        let names =
            ["file", "image"].compactMap { record[$0]?.string }
            + [document.stem, record["id"]?.string].compactMap { $0 }
        let image = pair(names, index.image, place, &used, &session)
        var text = record["text"]?.string
        let textFile = text == nil ? pair(names, index.text, place, &used, &session) : nil
        if let textFile { text = try LabelFile.text(root + "/" + textFile) }
        guard text != nil || image != nil else {
            let name = names.first.map { " named \"\($0)\"" } ?? ""
            session.note(
                ImportRemark(.unpaired, "\(place): there is no image or text\(name); left out")
            )
            return
        }
        var (expected, remarks) = (record["expected"]?.object ?? JSONObject(), mapped.remarks)
        for problem in CaseRecord.problems(in: expected, file: document.file, number: document.line)
        {
            let field = String(problem.keyPath.dropFirst("expected.".count).prefix { $0 != "[" })
            guard expected[field] != nil else { continue }
            expected[field] = nil
            remarks.append(
                ImportRemark(place: place, field: field, fault: .unreadable, found: problem.found)
            )
        }
        let stem = names.first.map(SourceFolder.stem) ?? document.line.map(String.init)
        let id = record["id"]?.string ?? session.identifier(stem)
        guard !session.isTaken(id) else {
            throw DatasetError(.invalid, "\(place): id: found \"\(id)\" again, expected its own")
        }
        let item = Case(
            id: id,
            text: text,
            image: try copy(image, place, &session),
            expected: expected,
            split: options.split ?? record["split"]?.string,
            group: record["group"]?.string,
            user: record["user"]?.string,
            locale: record["locale"]?.string ?? options.locale
        )
        try session.add(item, remarks: remarks)
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
