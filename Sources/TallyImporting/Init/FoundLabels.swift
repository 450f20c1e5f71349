internal import TallyCore
internal import TallyDatasets

/// Which files of a folder hold the labels.
enum FoundLabels: Hashable {
    case csv(String)
    /// JSON, one document a line.
    case lines(String)
    /// One JSON file with a list of documents, or an object of them by name.
    case list(String)
    /// JSON, one document a file.
    case files([String])

    /// What to call it when it is shown.
    var description: String {
        switch self {
        case .csv(let name), .lines(let name), .list(let name): "labels in \(name)"
        case .files(let names):
            names.count == 1 ? "labels in \(names[0])" : "labels in \(names.count) JSON files"
        }
    }

    /// Finds the labels among the files of an index; `named` is the user's choice, and a column that `renames` name is known.
    static func find(
        in index: FileIndex,
        root: String,
        named: String?,
        renames: [ImportOptions.Rename]
    ) throws(DatasetError) -> FoundLabels? {
        if let named { return try chosen(named, root: root) }
        var whole: [FoundLabels] = []
        var single: [String] = []
        for name in index.labels {
            switch SourceFolder.ending(name) {
            case "csv", "tsv":
                let path = try LabelFile.path(name, in: root)
                if isLabelled(path, renames) { whole.append(.csv(name)) }
            case "jsonl":
                _ = try LabelFile.path(name, in: root)
                whole.append(.lines(name))
            default:
                guard let bytes = try? LabelFile.bytes(name, in: root) else { continue }
                if documents(bytes) != nil {
                    whole.append(.list(name))
                } else {
                    single.append(name)
                }
            }
        }
        guard whole.count <= 1 else {
            let names = whole.prefix(5).map { $0.description.replacing("labels in ", with: "") }
            throw DatasetError(
                .invalid,
                "\(root): found labels in \(names.joined(separator: ", ")); name one with --labels"
            )
        }
        if let found = whole.first { return found }
        return single.isEmpty ? nil : .files(single)
    }

    private static func chosen(_ name: String, root: String) throws(DatasetError) -> FoundLabels {
        let inside = name.hasPrefix(root + "/") ? String(name.dropFirst(root.utf8.count + 1)) : name
        guard OutputFile.exists(root + "/" + inside) else {
            throw DatasetError(.notFound, "--labels: \(inside) is not in \(root)")
        }
        switch SourceFolder.ending(inside) {
        case "csv", "tsv": return .csv(inside)
        case let ending where FileIndex.spreadsheetEndings.contains(ending):
            throw DatasetError(.invalid, "--labels: " + MissingLabels.spreadsheet(inside))
        case "jsonl": return .lines(inside)
        default:
            let isList = documents(try LabelFile.bytes(inside, in: root)) != nil
            return isList ? .list(inside) : .files([inside])
        }
    }

    /// A CSV file is one of labels when a column is a receipt's field or pairs rows with files.
    private static func isLabelled(_ path: String, _ renames: [ImportOptions.Rename]) -> Bool {
        guard var reader = try? CSVReader(path), let header = try? reader.next() else {
            return false
        }
        let names = header.fields.map(LabelReader.trimmed)
        if renames.contains(where: { LabelTarget.name($0.source, among: names) != nil }) {
            return true
        }
        return names.contains { name in
            switch LabelTarget(named: name) {
            case .field: true
            case .record(let name): ["id", "file", "image", "text"].contains(name)
            case .own: false
            }
        }
    }

    /// The documents of a file that holds several: a list of objects, or objects by name; `nil` for any other.
    static func documents(_ bytes: [UInt8]) -> [(stem: String?, value: JSONValue)]? {
        guard let value = try? JSONParser.parse(bytes) else { return nil }
        switch value {
        case .array(let elements) where elements.contains { $0.object != nil }:
            return elements.map { (nil, fields(of: $0)) }
        case .object(let object):
            let isNamed =
                object.count > 1 && object.members.allSatisfy { $0.value.object != nil }
                && !object.keys.contains { LabelTarget(named: $0) != .own(LabelTarget.plain($0)) }
            return isNamed ? object.members.map { ($0.key, fields(of: $0.value)) } : nil
        default: return nil
        }
    }

    /// The fields on the top level: what a nested object of labels holds comes up.
    static func fields(of value: JSONValue) -> JSONValue {
        guard var object = value.object else { return value }
        for key in ["expected", "labels", "fields", "ground_truth", "gt"] {
            guard let inner = object[key]?.object else { continue }
            object[key] = nil
            for member in inner.members where object[member.key] == nil {
                object[member.key] = member.value
            }
            return .object(object)
        }
        return .object(object)
    }
}
