internal import TallyCore
internal import TallyDatasets

/// Reads a CSV file of labels: one document a row, its columns named by the header.
struct CSVImporter: Importer {
    let facts = SourceFacts()
    private let options: ImportOptions
    /// What each column stands for; `nil` for one without a name.
    private let columns: [LabelTarget?]
    private let root: String

    init(_ options: ImportOptions) throws(DatasetError) {
        self.options = options
        root = options.images ?? SourceFolder.parent(options.source)
        var reader = try CSVReader(options.source)
        guard let header = try reader.next() else {
            throw DatasetError(.invalid, "\(options.source): found nothing, expected a header")
        }
        columns = try CSVColumns.targets(header.fields, options)
    }

    func run(in session: inout ImportSession) throws(DatasetError) {
        var reader = try CSVReader(options.source)
        _ = try reader.next()
        while let record = try reader.next() {
            guard record.fields.count == columns.count else {
                throw DatasetError(
                    .invalid,
                    "\(options.source):\(record.line): found \(record.fields.count) cells, expected "
                        + "\(columns.count) as in the header"
                )
            }
            try take(record, in: &session)
        }
    }

    private func take(
        _ record: CSVReader.Record,
        in session: inout ImportSession
    ) throws(DatasetError) {
        let place = "\(options.source):\(record.line)"
        var row = CSVRow()
        for (column, cell) in zip(columns, record.fields) {
            guard let column, !LabelReader.trimmed(cell).isEmpty else { continue }
            if case .record(let name) = column {
                row.members[name] = name == "text" ? cell : LabelReader.trimmed(cell)
            } else {
                row.cells.append((column, cell))
            }
        }
        let locale = row.members["locale"] ?? options.locale
        let annotation = annotation(row, place: place, locale: locale)
        let id = row.members["id"] ?? session.identifier(row.stem ?? String(record.line))
        guard !session.isTaken(id) else {
            throw DatasetError(
                .invalid,
                "\(place): id: found \"\(id)\" of an earlier row again, expected an id of its own"
            )
        }
        var item = Case(
            id: id,
            text: row.members["text"],
            expected: annotation.expected,
            split: options.split ?? row.members["split"],
            group: row.members["group"],
            user: row.members["user"],
            locale: locale
        )
        if item.text == nil, let file = row.textFile { item.text = try text(file, place, &session) }
        if let name = row.image {
            item.image = try session.image(name, from: root, place: place)
        }
        try session.add(item, remarks: annotation.remarks)
    }

    /// Reads the cells; a currency that is stated decides how the amounts are read.
    private func annotation(_ row: CSVRow, place: String, locale: String?) -> Annotation {
        var reader = LabelReader(locale: locale)
        let currency = row.cells.first { $0.target.name == "currency" }?.cell
        if let currency, case .string(let code)? = try? reader.read(currency, as: .currency) {
            reader.currency = code
        }
        var annotation = Annotation(place: place, reader: reader)
        for (target, cell) in row.cells {
            if LabelReader.trimmed(cell) == options.absentWord {
                annotation.set(target.name, .null)
            } else if case .field(let name, let comparator) = target {
                annotation.read(name, cell, as: comparator)
            } else {
                annotation.set(target.name, .string(LabelReader.trimmed(cell)))
            }
        }
        return annotation
    }

    /// The text of a file that a row names; `nil`, with a remark, when it cannot be read.
    private func text(
        _ name: String,
        _ place: String,
        _ session: inout ImportSession
    ) throws(DatasetError) -> String? {
        guard SourceFolder.ending(name) == "txt" || SourceFolder.ending(name) == "md" else {
            session.note(
                ImportRemark(.text, "\(place): file: found \"\(name)\", expected an image or .txt")
            )
            return nil
        }
        do throws(ConfinedPath.Refusal) {
            let file = try ConfinedPath(name, in: ConfinedPath.resolved(root) ?? root)
            if file.exists { return textOrNil(file.path) }
            session.note(ImportRemark(.text, "\(place): file: \"\(name)\" is not in \(root)"))
        } catch {
            session.note(ImportRemark(.text, "\(place): file: found \(error.reason)"))
        }
        return nil
    }

    private func textOrNil(_ path: String) -> String? {
        (try? LabelFile.bytes(path)).map(LabelFile.text)
    }
}

/// The cells of one row that say something.
private struct CSVRow {
    var members: [String: String] = [:]
    var cells: [(target: LabelTarget, cell: String)] = []

    var image: String? {
        members["image"] ?? members["file"].flatMap { ImageCopier.isImage($0) ? $0 : nil }
    }

    /// The file that is named and is no image.
    var textFile: String? { members["file"].flatMap { ImageCopier.isImage($0) ? nil : $0 } }

    var stem: String? { (members["file"] ?? image).map(SourceFolder.stem) }
}
