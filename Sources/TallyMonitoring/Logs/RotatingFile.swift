internal import Foundation

/// A file of lines that is put away when it has grown, so that all of them together stay small.
///
/// `events.jsonl` becomes `events.jsonl.1`, that `events.jsonl.2`, and the oldest goes.
package struct RotatingFile {
    private let path: String
    private let mostBytes: Int
    private let kept: Int
    private var handle: FileHandle
    private var size: Int

    /// Goes on with the file that is there.
    ///
    /// - Parameters:
    ///   - path: Of the file in use; its folder is made.
    ///   - mostBytes: A line that would make it longer begins a new file.
    ///   - kept: Files that are kept besides the one in use.
    /// - Throws: `MonitorError` where it cannot be opened.
    package init(_ path: String, mostBytes: Int, kept: Int) throws(MonitorError) {
        self.path = path
        self.mostBytes = mostBytes
        self.kept = kept
        (handle, size) = try Self.open(path)
    }

    /// Appends a line; throws `MonitorError` where it cannot be written.
    package mutating func append(_ line: String) throws(MonitorError) {
        let bytes = Data((line + "\n").utf8)
        if size > 0, size + bytes.count > mostBytes { try rotate() }
        do {
            try handle.write(contentsOf: bytes)
        } catch {
            throw MonitorError("\(path): cannot be written")
        }
        size += bytes.count
    }

    private mutating func rotate() throws(MonitorError) {
        try? handle.close()
        let files = FileManager.default
        if kept == 0 {
            try? files.removeItem(atPath: path)
        } else {
            try? files.removeItem(atPath: "\(path).\(kept)")
            for number in stride(from: kept - 1, to: 0, by: -1) {
                try? files.moveItem(atPath: "\(path).\(number)", toPath: "\(path).\(number + 1)")
            }
            try? files.moveItem(atPath: path, toPath: "\(path).1")
        }
        (handle, size) = try Self.open(path)
    }

    private static func open(_ path: String) throws(MonitorError) -> (FileHandle, Int) {
        let url = URL(fileURLWithPath: path)
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            if !FileManager.default.fileExists(atPath: path) {
                guard FileManager.default.createFile(atPath: path, contents: nil) else {
                    throw MonitorError("\(path): cannot be made")
                }
            }
            let handle = try FileHandle(forWritingTo: url)
            return (handle, Int(try handle.seekToEnd()))
        } catch let error as MonitorError {
            throw error
        } catch {
            throw MonitorError("\(path): cannot be opened")
        }
    }
}
