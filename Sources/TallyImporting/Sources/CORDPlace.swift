internal import TallyCore
internal import TallyDatasets

/// Where one part of CORD has its labels and images.
struct CORDPlace {
    enum Labels {
        /// One document a line.
        case lines(String)
        /// One document a file.
        case files([String])
    }

    let labels: Labels
    let images: String
    /// The folder's name, when the parts are apart.
    let split: String?

    /// The labels a path names: a file, a folder, or a folder of parts.
    static func find(in path: String) throws(DatasetError) -> [CORDPlace] {
        if !SourceFolder.isFolder(path) {
            let parent = SourceFolder.parent(path)
            switch SourceFolder.ending(path) {
            case "jsonl": return [CORDPlace(labels: .lines(path), images: parent, split: nil)]
            case "json": return [CORDPlace(labels: .files([path]), images: parent, split: nil)]
            default: return []
            }
        }
        if let place = try at(path, split: nil) { return [place] }
        var places: [CORDPlace] = []
        for name in try SourceFolder(path).folders {
            if let place = try at(path + "/" + name, split: name) { places.append(place) }
        }
        return places
    }

    private static func at(_ path: String, split: String?) throws(DatasetError) -> CORDPlace? {
        let folder = try SourceFolder(path)
        if folder.files.contains("metadata.jsonl"), try isCORD(path + "/metadata.jsonl") {
            return CORDPlace(labels: .lines(path + "/metadata.jsonl"), images: path, split: split)
        }
        let labels = folder.folder(["json"]) ?? path
        let files = try SourceFolder(labels).files.filter { SourceFolder.ending($0) == "json" }
        // A JSON file beside other things is not yet CORD.
        guard let first = files.first,
            let parsed = try? CORDLabels(LabelFile.bytes(first, in: labels)),
            !parsed.parse.isEmpty
        else { return nil }
        return CORDPlace(
            labels: .files(files.map { labels + "/" + $0 }),
            images: folder.folder(["image", "images", "img"]) ?? path,
            split: split
        )
    }

    /// Whether one of the first lines is a document of CORD.
    static func isCORD(_ path: String) throws(DatasetError) -> Bool {
        var lines = try SourceLines(path)
        for _ in 0..<5 {
            guard let line = try lines.next() else { return false }
            if (try? CORDLabels(line.bytes)) != nil { return true }
        }
        return false
    }
}
