internal import TallyCore
internal import TallyDatasets

/// The labels of a folder one document at a time, whatever file they are in.
struct LabelDocuments {
    struct Document {
        var value: JSONValue
        /// The file, as messages show it.
        var file: String
        /// `nil` where the file holds one document.
        var line: Int?
        /// What pairs it with its files when it names none.
        var stem: String?
    }

    private enum Source {
        case csv(CSVReader, columns: [LabelTarget?])
        case lines(SourceLines)
        case list([(stem: String?, value: JSONValue)])
        case files([String])
    }

    private var source: Source
    private let root: String
    private let file: String
    private let options: ImportOptions
    private var index = 0

    init(_ labels: LabelSource, options: ImportOptions) throws(DatasetError) {
        root = labels.root
        self.options = options
        switch labels.found {
        case .csv(let name):
            file = labels.path ?? name
            var source = options
            source.source = labels.path ?? root + "/" + name
            var reader = try CSVReader(source.source)
            guard let header = try reader.next() else {
                throw DatasetError(.invalid, "\(source.source): found nothing, expected a header")
            }
            self.source = .csv(reader, columns: try CSVColumns.targets(header.fields, source))
        case .lines(let name):
            file = name
            source = .lines(try SourceLines(root + "/" + name))
        case .list(let name):
            file = name
            source = .list(FoundLabels.documents(try LabelFile.bytes(name, in: root)) ?? [])
        case .files(let names):
            file = ""
            source = .files(names)
        }
    }

    /// The next document; one of broken JSON has the value `.null` and its fault as a remark.
    mutating func next() throws(DatasetError) -> (Document, ImportRemark?)? {
        switch source {
        case .csv(var reader, let columns):
            guard let record = try reader.next() else { return nil }
            source = .csv(reader, columns: columns)
            guard record.fields.count == columns.count else {
                throw DatasetError(
                    .invalid,
                    "\(file):\(record.line): found \(record.fields.count) cells, expected "
                        + "\(columns.count) as in the header"
                )
            }
            return (Document(value: row(record, columns), file: file, line: record.line), nil)
        case .lines(var lines):
            guard let line = try lines.next() else { return nil }
            source = .lines(lines)
            return parsed(line.bytes, Document(value: .null, file: file, line: line.number))
        case .list(let documents):
            guard index < documents.count else { return nil }
            defer { index += 1 }
            let document = documents[index]
            return (
                Document(value: document.value, file: file, line: nil, stem: document.stem), nil
            )
        case .files(let names):
            guard index < names.count else { return nil }
            defer { index += 1 }
            let name = names[index]
            let document = Document(value: .null, file: name, stem: SourceFolder.stem(name))
            return parsed(try LabelFile.bytes(name, in: root), document)
        }
    }

    private func parsed(_ bytes: [UInt8], _ empty: Document) -> (Document, ImportRemark?) {
        do throws(JSONError) {
            var document = empty
            document.value = FoundLabels.fields(of: try JSONParser.parse(bytes))
            return (document, nil)
        } catch {
            let place = empty.line.map { "\(empty.file):\($0)" } ?? empty.file
            return (
                empty, ImportRemark(.leftOut, "\(place): found broken JSON: \(error); left out")
            )
        }
    }

    /// Cells that say something, under the names of what their columns stand for.
    private func row(_ record: CSVReader.Record, _ columns: [LabelTarget?]) -> JSONValue {
        var object = JSONObject()
        var own = JSONObject()
        for (column, cell) in zip(columns, record.fields) {
            let trimmed = LabelReader.trimmed(cell)
            guard let column, !trimmed.isEmpty else { continue }
            let isText = column == .record("text")
            let value: JSONValue =
                trimmed == options.absentWord ? .null : .string(isText ? cell : trimmed)
            // A field of one's own may have the name of a record's member, such as `weight`.
            if case .own(let name) = column, CaseRecord.keys.contains(name) {
                own[name] = value
            } else {
                object[column.name] = value
            }
        }
        if !own.isEmpty { object["expected"] = .object(own) }
        return .object(object)
    }
}
