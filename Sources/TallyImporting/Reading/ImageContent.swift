internal import TallyDatasets

/// Tells by a file's first bytes whether a model can be shown it.
enum ImageContent {
    /// Why a file is no image that models take; `nil` for one that is.
    static func fault(of path: String) -> String? {
        guard let head = try? DataFile(path).read(at: 0, count: 16) else {
            return "a file that cannot be read"
        }
        if ImageFormat(head) != nil { return nil }
        if head.isEmpty { return "an empty file" }
        if head.starts(with: Array("%PDF".utf8)) {
            return "a PDF, which no model is shown; export its pages as PNG or JPEG"
        }
        return "neither PNG, JPEG, GIF nor WebP; convert it to one of these"
    }
}
