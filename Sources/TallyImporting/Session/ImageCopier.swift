internal import TallyDatasets

/// Copies images into a dataset's folder; a path from labels is held inside the folder it is read from.
struct ImageCopier: Sendable {
    /// The dataset's folder.
    let folder: String

    enum Outcome {
        /// The path to write into the record.
        case copied(String)
        /// Nothing is there; the path it would have.
        case missing(String)
        case refused(String)
    }

    static let extensions = [
        "jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "pdf",
    ]

    static func isImage(_ name: String) -> Bool {
        guard let dot = name.lastIndex(of: ".") else { return false }
        return extensions.contains(name[name.index(after: dot)...].lowercased())
    }

    /// Copies `name` of the folder `root` to `images/`, below `part` where one is given.
    func copy(_ name: String, from root: String, part: String?) throws(DatasetError) -> Outcome {
        guard Self.isImage(name) else { return .refused("a name that is no image's") }
        guard let root = ConfinedPath.resolved(root) else { return .missing(name) }
        let confined: ConfinedPath
        do throws(ConfinedPath.Refusal) {
            confined = try ConfinedPath(name, in: root)
        } catch {
            return .refused(error.reason)
        }
        let steps = ["images"] + (part.map { [$0] } ?? []) + Self.steps(of: confined.name)
        // A record's path is decoded once when it is read.
        let target = steps.joined(separator: "/").replacing("%", with: "%25")
        guard confined.exists else { return .missing(target) }
        if let why = ImageContent.fault(of: confined.path) { return .refused(why) }
        try OutputFile.copy(confined.path, into: folder, as: target)
        return .copied(target)
    }

    private static func steps(of name: String) -> [String] {
        name.split(separator: "/").map(String.init).filter { $0 != "." && $0 != "images" }
    }
}
