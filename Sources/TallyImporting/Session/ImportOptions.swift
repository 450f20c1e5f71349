/// What to import, and where to.
package struct ImportOptions: Hashable, Sendable {
    package enum Format: String, CaseIterable, Sendable {
        case sroie, cord, wildreceipt, csv, jsonl
    }

    /// A column or key of the labels that stands for a field.
    package struct Rename: Hashable, Sendable {
        package var field: String
        package var source: String

        package init(field: String, source: String) {
            self.field = field
            self.source = source
        }
    }

    package var format: Format
    /// A file or folder in the published layout.
    package var source: String
    /// The dataset's folder.
    package var folder: String
    /// Where the images are, when not where the layout has them.
    package var images: String?
    /// The split of all records.
    package var split: String?
    /// The dataset's name; the folder's last part unless stated.
    package var name: String?
    package var locale: String?
    package var overwrites = false
    /// The cell that says: annotated as absent.
    package var absentWord = "null"
    package var renames: [Rename] = []
    /// The source is the published dataset itself, not a user's own data that only has its layout.
    package var isPublished = true

    package init(_ format: Format, source: String, folder: String) {
        self.format = format
        self.source = Self.trimmed(source)
        self.folder = Self.trimmed(folder)
    }

    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
