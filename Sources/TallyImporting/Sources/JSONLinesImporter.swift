internal import TallyCore
internal import TallyDatasets

/// Reads JSON lines: canonical records, or objects whose keys are mapped to fields.
struct JSONLinesImporter: Importer {
    let facts = SourceFacts()
    private let options: ImportOptions
    private let root: String

    private static let problemLimit = 20

    init(_ options: ImportOptions) throws(DatasetError) {
        self.options = options
        guard SourceFolder.ending(options.source) == "jsonl", !SourceFolder.isFolder(options.source)
        else {
            throw DatasetError(.invalid, "\(options.source): expected a .jsonl file")
        }
        root = options.images ?? SourceFolder.parent(options.source)
    }

    /// Whether the first line of a file is a record as datasets have it.
    static func isCanonical(_ path: String) throws(DatasetError) -> Bool {
        var lines = try SourceLines(path)
        guard let line = try lines.next(), let record = try? JSONParser.parse(line.bytes).object
        else { return false }
        return record["id"] != nil && record["expected"] != nil
            && record.keys.allSatisfy(CaseRecord.keys.contains)
    }

    func run(in session: inout ImportSession) throws(DatasetError) {
        var lines = try SourceLines(options.source)
        var problems: [DatasetProblem] = []
        var count = 0
        while let line = try lines.next() {
            let found = try take(line, in: &session, isSound: count == 0)
            count += found.count
            problems += found.prefix(Self.problemLimit - problems.count)
        }
        guard count == 0 else {
            throw DatasetError(problems: problems, count: count, in: options.source)
        }
    }

    /// Takes one line over and gives its problems; after the first problem of the file nothing is written.
    private func take(
        _ line: SourceLines.Line,
        in session: inout ImportSession,
        isSound: Bool
    ) throws(DatasetError) -> [DatasetProblem] {
        var bytes = line.bytes
        var remarks: [ImportRemark] = []
        if !options.renames.isEmpty {
            let mapped = mapped(line)
            if !mapped.problems.isEmpty { return mapped.problems }
            let record = Self.completed(mapped.record, line.number, session)
            bytes = JSONValue.object(record).jsonBytes
            remarks = mapped.remarks
        }
        let folder = ConfinedPath.resolved(root) ?? root
        let decoded = bytes.withUnsafeBufferPointer {
            CaseRecord.decode($0, folder: folder, file: options.source, number: line.number)
        }
        guard var item = decoded.item else { return decoded.problems }
        if session.isTaken(item.id) {
            let found = "\"\(item.id)\" of an earlier line again"
            return [problem(line, "id", found: found, expected: "an id of its own")]
        }
        guard isSound else { return [] }
        if let image = item.image {
            let place = "\(options.source):\(line.number)"
            item.image = try session.image(image, from: root, place: place)
        }
        item.split = options.split ?? item.split
        item.locale = item.locale ?? options.locale
        try session.add(item, remarks: remarks)
        return []
    }

    private func mapped(_ line: SourceLines.Line) -> JSONLinesMapping.Mapped {
        do throws(JSONError) {
            let mapping = JSONLinesMapping(options, file: options.source, line: line.number)
            return mapping.record(of: try JSONParser.parse(line.bytes))
        } catch {
            let problem = problem(line, found: "broken JSON: \(error)")
            return .init(record: JSONObject(), remarks: [], problems: [problem])
        }
    }

    /// An image under the name of a file, and an id where there is none.
    private static func completed(
        _ record: JSONObject,
        _ line: Int,
        _ session: borrowing ImportSession
    ) -> JSONObject {
        var record = record
        let file = record["file"]?.string
        record["file"] = nil
        if record["image"] == nil, let file, ImageCopier.isImage(file) {
            record["image"] = .string(file)
        }
        if record["id"] == nil {
            let stem = (file ?? record["image"]?.string).map(SourceFolder.stem)
            record["id"] = .string(session.identifier(stem ?? String(line)))
        }
        return record
    }

    private func problem(
        _ line: SourceLines.Line,
        _ path: String = "",
        found: String,
        expected: String? = nil
    ) -> DatasetProblem {
        DatasetProblem(
            file: options.source,
            line: line.number,
            keyPath: path,
            found: found,
            expected: expected
        )
    }
}
