internal import TallyCore
internal import TallyDatasets

/// Reads images and texts with labels of one's own, and pairs them by path, name or stem.
///
/// Labels are read twice: first to see which documents are stated several times, so that only these are kept in memory.
struct PairsImporter: Importer {
    let facts = SourceFacts()
    private let options: ImportOptions
    private let index: FileIndex
    private let labels: LabelSource

    /// Where the files lie, and which labels name them.
    init(_ options: ImportOptions, index: FileIndex, labels: LabelSource) {
        self.options = options
        self.index = index
        self.labels = labels
    }

    func run(in session: inout ImportSession) throws(DatasetError) {
        let counts = try statements()
        var repeated: [String: [DocumentLabels]] = [:]
        var used: Set<String> = []
        var documents = try LabelDocuments(labels, options: options)
        while let (document, fault) = try documents.next() {
            if let fault {
                session.note(fault)
                continue
            }
            let one = try paired(document)
            used.formUnion([one.pair.image, one.pair.text].compactMap { $0 })
            guard let key = one.key, let count = counts[key], count > 1 else {
                try take(one, document, in: &session)
                continue
            }
            repeated[key, default: []].append(one.labels)
            guard let all = repeated[key], all.count == count,
                let merged = DocumentLabels.merged(all)
            else { continue }
            repeated[key] = nil
            try take(
                Paired(labels: merged, pair: one.pair, names: one.names),
                document,
                in: &session
            )
        }
        if !labels.keepsBare { noteFiles(besides: used, in: &session) }
    }

    /// A document's labels with the files they name.
    private struct Paired {
        let labels: DocumentLabels
        let pair: FilePair
        let names: [String]

        /// What two statements about one document have in common; `nil` where no file tells.
        var key: String? {
            let named = [labels.imageName, labels.textName]
            let files = pair.image == nil && pair.text == nil ? named : [pair.image, pair.text]
            guard files.contains(where: { $0 != nil }) else { return nil }
            let parts = files + [labels.record["text"]?.string]
            return parts.map { $0 ?? "" }.joined(separator: "\u{0}")
        }
    }

    /// How often each document is stated, where files tell them apart.
    private func statements() throws(DatasetError) -> [String: Int] {
        var counts: [String: Int] = [:]
        var documents = try LabelDocuments(labels, options: options)
        while let (document, fault) = try documents.next() {
            guard fault == nil, let key = try paired(document).key else { continue }
            counts[key, default: 0] += 1
        }
        return counts
    }

    private func paired(_ document: LabelDocuments.Document) throws(DatasetError) -> Paired {
        let labels = try documentLabels(document)
        let names = labels.names(besides: document.stem)
        let pair = FilePair(names, in: index, place: labels.place)
        return Paired(labels: labels, pair: pair, names: names)
    }

    /// The labels as a record.
    private func documentLabels(
        _ document: LabelDocuments.Document
    ) throws(DatasetError) -> DocumentLabels {
        var options = options
        // The columns of a CSV file have their meaning already.
        if case .csv = labels.found { options.renames = [] }
        let mapping = JSONLinesMapping(options, file: document.file, line: document.line)
        let mapped = mapping.record(of: document.value)
        guard mapped.problems.isEmpty else {
            let count = mapped.problems.count
            throw DatasetError(problems: mapped.problems, count: count, in: document.file)
        }
        let place = document.line.map { "\(document.file):\($0)" } ?? document.file
        if let problem = mapped.record["locale"]?.string.flatMap(ReceiptLocale.problem) {
            throw DatasetError(.invalid, "\(place): locale: \(problem)")
        }
        return DocumentLabels(place: place, record: mapped.record, remarks: mapped.remarks)
    }

    private func take(
        _ one: Paired,
        _ document: LabelDocuments.Document,
        in session: inout ImportSession
    ) throws(DatasetError) {
        let labels = one.labels
        for remark in one.pair.remarks { session.note(remark) }
        var text = labels.record["text"]?.string
        if text == nil, let file = one.pair.text {
            text = try LabelFile.text(file, in: self.labels.files)
        }
        guard text != nil || one.pair.image != nil || self.labels.keepsBare else {
            let name = one.names.first.map { " named \"\($0)\"" } ?? ""
            let why = "\(labels.place): there is no image or text\(name); left out"
            return session.note(ImportRemark(.unpaired, why))
        }
        let stem = one.names.first.map(SourceFolder.stem) ?? document.line.map(String.init)
        let id = labels.record["id"]?.string ?? session.identifier(stem)
        guard !session.isTaken(id) else {
            throw DatasetError(
                .invalid,
                "\(labels.place): id: found \"\(id)\" again, expected an id of its own"
            )
        }
        var item = labels.item(id, options)
        item.text = text
        item.image = try image(one, in: &session)
        if text == nil { noteMissingText(one, in: &session) }
        try session.add(item, remarks: labels.remarks)
    }

    private func image(
        _ one: Paired,
        in session: inout ImportSession
    ) throws(DatasetError) -> String? {
        let root = labels.files
        let place = one.labels.place
        if let image = one.pair.image {
            return try session.image(image.replacing("%", with: "%25"), from: root, place: place)
        }
        guard labels.keepsBare, let name = one.labels.imageName else { return nil }
        return try session.image(name, from: root, place: place)
    }

    // MARK: Remarks

    private func noteMissingText(_ one: Paired, in session: inout ImportSession) {
        guard labels.keepsBare, one.pair.image == nil, let name = one.labels.textName else {
            return
        }
        let place = one.labels.place
        session.note(
            ImportRemark(.text, "\(place): file: there is no image or text named \"\(name)\"")
        )
    }

    private func noteFiles(besides used: Set<String>, in session: inout ImportSession) {
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
}
