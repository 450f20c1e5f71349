internal import TallyCore
internal import TallyDatasets

/// A small label file, read whole: at most 16 MiB.
enum LabelFile {
    static let cap = 16 << 20

    /// The bytes of a file whose path is the user's own.
    static func bytes(_ path: String) throws(DatasetError) -> [UInt8] {
        let file = try DataFile(path)
        guard file.size <= cap else {
            throw DatasetError(.invalid, "\(path) is larger than 16 MiB")
        }
        let bytes = try file.read(at: 0, count: file.size)
        return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }

    /// The path of a file found in a folder; a link out of the folder is refused, for labels may come from anywhere.
    static func path(_ name: String, in folder: String) throws(DatasetError) -> String {
        let path = folder + "/" + name
        guard let root = ConfinedPath.resolved(folder), let file = ConfinedPath.resolved(path),
            file.hasPrefix(root == "/" ? "/" : root + "/")
        else {
            throw DatasetError(
                .invalid,
                "\(path): found a link that leaves the folder, expected a file inside"
            )
        }
        return path
    }

    static func bytes(_ name: String, in folder: String) throws(DatasetError) -> [UInt8] {
        try bytes(path(name, in: folder))
    }

    /// The text of a file found in a folder; see `text(of:)`.
    static func text(_ name: String, in folder: String) throws(DatasetError) -> String {
        text(of: try bytes(name, in: folder))
    }

    /// The bytes as text; what is no UTF-8 is read as Latin-1, in which some of the published files are written.
    static func text(of bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
