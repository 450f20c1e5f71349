internal import TallyDatasets

/// The images, texts and possible labels below a folder, by what their names begin with.
struct FileIndex {
    /// Paths relative to the folder, sorted.
    private(set) var images: [String] = []
    private(set) var texts: [String] = []
    private(set) var labels: [String] = []
    /// Tables that must be saved as CSV to be read.
    private(set) var spreadsheets: [String] = []
    /// Files that are none of these.
    private(set) var others: [String] = []
    /// Files with an image's ending that no model can be shown, and why.
    private(set) var unusable: [(path: String, why: String)] = []
    /// Folders that are datasets already, which are passed over: what `init` and `import` write is one.
    private(set) var datasets: [String] = []
    private var imagesByStem: [String: [String]] = [:]
    private var textsByStem: [String: [String]] = [:]

    private static let depth = 6
    static let spreadsheetEndings: Set<String> = ["xlsx", "xls", "ods", "numbers"]

    /// There is no file at all, but for datasets.
    var isEmpty: Bool {
        [images, texts, labels, spreadsheets, others].allSatisfy(\.isEmpty) && unusable.isEmpty
    }

    /// Walks the folder; `excluded`, with links resolved, is passed over.
    init(_ root: String, excluding excluded: String?) throws(DatasetError) {
        walk(try SourceFolder(root), prefix: "", excluded, depth: 0)
        for path in images { imagesByStem[SourceFolder.stem(path), default: []].append(path) }
        for path in texts { textsByStem[SourceFolder.stem(path), default: []].append(path) }
    }

    private mutating func walk(
        _ folder: SourceFolder,
        prefix: String,
        _ excluded: String?,
        depth: Int
    ) {
        for name in folder.files {
            switch SourceFolder.ending(name) {
            case "txt", "md": texts.append(prefix + name)
            case "json", "jsonl", "csv", "tsv": labels.append(prefix + name)
            case let ending where Self.spreadsheetEndings.contains(ending):
                spreadsheets.append(prefix + name)
            default:
                guard ImageCopier.isImage(name) else {
                    others.append(prefix + name)
                    continue
                }
                if let why = ImageContent.fault(of: folder.path + "/" + name) {
                    unusable.append((prefix + name, why))
                } else {
                    images.append(prefix + name)
                }
            }
        }
        guard depth < Self.depth else { return }
        for name in folder.folders {
            let inner = folder.path + "/" + name
            if excluded != nil, ConfinedPath.resolved(inner) == excluded { continue }
            if Dataset.isFolder(inner) {
                datasets.append(prefix + name)
                continue
            }
            guard let inside = try? SourceFolder(inner) else { continue }
            walk(inside, prefix: prefix + name + "/", excluded, depth: depth + 1)
        }
    }

    enum Match: Hashable {
        case one(String)
        case none
        /// Several files have the name.
        case several([String])
    }

    /// The image a label names: by its path, by the end of its path, or by its stem.
    func image(named name: String) -> Match { Self.match(name, images, imagesByStem) }

    func text(named name: String) -> Match { Self.match(name, texts, textsByStem) }

    private static func match(
        _ name: String,
        _ paths: [String],
        _ stems: [String: [String]]
    ) -> Match {
        let candidates = stems[SourceFolder.stem(name)] ?? stems[name] ?? []
        if candidates.contains(name) { return .one(name) }
        let ends = candidates.filter { $0.hasSuffix("/" + name) }
        let found = ends.isEmpty ? candidates : ends
        guard let first = found.first else { return .none }
        return found.count == 1 ? .one(first) : .several(found)
    }
}
