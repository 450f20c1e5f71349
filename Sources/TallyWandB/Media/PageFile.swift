internal import Foundation
package import TallyCore

/// A page of HTML that lies in a run's files.
package struct PageFile: MediaFile, Hashable {
    private static let folder = "media/html"

    package let path: String
    /// Of its bytes, 64 hexadecimal digits.
    package let sha256: String
    package let size: Int

    /// Writes a page under a run's `files` folder; `name` is its key and step.
    package init(files: String, name: String, html: String) throws(LogError) {
        let bytes = Array(html.utf8)
        let hex = Digest(of: bytes).hex
        let path = "\(Self.folder)/\(name)_\(hex.prefix(20)).html"
        do {
            try FileManager.default.createDirectory(
                atPath: "\(files)/\(Self.folder)",
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: URL(fileURLWithPath: "\(files)/\(path)"), options: .atomic)
        } catch {
            throw LogError(.failed, "\(files)/\(path): cannot be written")
        }
        self.path = path
        sha256 = hex
        size = bytes.count
    }

    package var reference: JSONValue {
        [
            "_type": "html-file", "sha256": .string(sha256), "size": .number(size),
            "path": .string(path),
        ]
    }
}
