internal import TallyDatasets

/// The image and the text of a document, as far as its names find them.
struct FilePair {
    private(set) var image: String?
    private(set) var text: String?
    private(set) var remarks: [ImportRemark] = []

    /// Looks for the files of the first name that has one; `place` is where the names stand.
    init(_ names: [String], in index: FileIndex, place: String) {
        image = find(names, index.image, place)
        text = find(names, index.text, place)
    }

    private mutating func find(
        _ names: [String],
        _ match: (String) -> FileIndex.Match,
        _ place: String
    ) -> String? {
        for name in names {
            switch match(name) {
            case .one(let path): return path
            case .several(let paths):
                let shown = paths.prefix(3).joined(separator: ", ")
                remarks.append(
                    ImportRemark(.unpaired, "\(place): \"\(name)\" could be any of \(shown)")
                )
                return nil
            case .none: continue
            }
        }
        return nil
    }
}
