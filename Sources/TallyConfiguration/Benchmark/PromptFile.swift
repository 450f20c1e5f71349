import Foundation

/// A prompt in a text file of its own, inside the benchmark's folder.
enum PromptFile {
    private static let maxBytes = 100_000

    /// The file's text without the line breaks at its end; `cursor` holds its path.
    static func read(_ cursor: Cursor, in folder: String) throws(ConfigurationError) -> String {
        let path = try cursor.text()
        let expected = "expected the path of a file in the benchmark's folder"
        if path.hasPrefix("/") || path.split(separator: "/").contains("..") {
            throw cursor.error("\(expected), found \(quoted(path))")
        }
        let joined = ConfigurationFolders.join(folder, path)
        guard isInside(joined, folder.isEmpty ? "." : folder) else {
            throw cursor.error("\(expected), found \(quoted(path)), a link that leaves it")
        }
        guard let file = try TextFile.readIfPresent(joined) else {
            throw cursor.error("no such file: \(quoted(joined))")
        }
        guard file.text.utf8.count <= maxBytes else {
            throw cursor.error("\(quoted(joined)) is larger than 100 kB")
        }
        guard let end = file.text.lastIndex(where: { !$0.isNewline }),
            file.text.contains(where: { !$0.isWhitespace })
        else { throw cursor.error("\(quoted(joined)) is empty") }
        return String(file.text[...end])
    }

    private static func isInside(_ path: String, _ folder: String) -> Bool {
        let folder = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        return file.hasPrefix(folder == "/" ? "/" : folder + "/")
    }
}
