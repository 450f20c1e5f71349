import Foundation

/// A small UTF-8 file the user wrote, read whole.
struct TextFile: Hashable, Sendable {
    /// Larger files are refused: 1 MB.
    static let maxBytes = 1_000_000

    /// The name used in messages.
    let name: String
    /// The content without a byte order mark.
    let text: String

    init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// Reads a file that must be there.
    static func read(_ path: String) throws(ConfigurationError) -> TextFile {
        guard let file = try readIfPresent(path) else {
            throw ConfigurationError(file: path, message: "no such file")
        }
        return file
    }

    /// Reads a file; `nil` when there is none.
    static func readIfPresent(_ path: String) throws(ConfigurationError) -> TextFile? {
        let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved) else {
            return nil
        }
        let type = attributes[.type] as? FileAttributeType
        if type == .typeDirectory {
            throw ConfigurationError(file: path, message: "a folder, not a file")
        }
        guard type == .typeRegular else {
            throw ConfigurationError(file: path, message: "not a regular file")
        }
        return TextFile(name: path, text: try decode(try bytes(resolved, name: path), name: path))
    }

    private static func bytes(
        _ resolved: String,
        name: String
    ) throws(ConfigurationError) -> [UInt8] {
        let data: Data?
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: resolved))
            defer { try? handle.close() }
            data = try handle.read(upToCount: maxBytes + 1)
        } catch {
            throw ConfigurationError(file: name, message: "cannot be read; check its permissions")
        }
        guard let data, data.count <= maxBytes else {
            if data == nil { return [] }
            throw ConfigurationError(file: name, message: "larger than 1 MB")
        }
        return Array(data)
    }

    /// Decodes UTF-8 strictly, naming the line that is not.
    static func decode(_ bytes: [UInt8], name: String) throws(ConfigurationError) -> String {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        if let text = String(validating: body, as: UTF8.self) { return text }
        var line = 1
        for part in body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { break }
            line += 1
        }
        throw ConfigurationError(file: name, line: line, message: "not UTF-8 text")
    }
}
