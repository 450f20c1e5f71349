internal import Foundation
package import TallyCore

/// Writes a table a row at a time, and names it by its digest when it is whole.
package struct TableWriter {
    private static let folder = "media/table"
    private static let chunk = 1 << 16

    private let files: String
    private let name: String
    private let columns: Int
    private let file: DiskFile
    private var pending: [UInt8] = []
    private var digest = Digest.Accumulator()
    package private(set) var size = 0
    package private(set) var rows = 0

    /// Begins a table under a run's `files` folder; `name` is its key and step.
    package init(files: String, name: String, columns: [String]) throws(LogError) {
        self.files = files
        self.name = name
        self.columns = columns.count
        let folder = "\(files)/\(Self.folder)"
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
        } catch {
            throw LogError(.failed, "\(folder): cannot be made")
        }
        let path = "\(folder)/\(name).partial"
        try? FileManager.default.removeItem(atPath: path)
        file = try DiskFile(creating: path)
        let names = JSONValue.array(columns.map { .string($0) })
        try write("{\"columns\":\(names.jsonText),\"data\":[")
    }

    /// Adds a row with a value for each column.
    package mutating func add(_ row: [JSONValue]) throws(LogError) {
        precondition(row.count == columns)
        try write((rows == 0 ? "" : ",") + JSONValue.array(row).jsonText)
        rows += 1
    }

    /// Puts the file in its place.
    package mutating func finish() throws(LogError) -> TableFile {
        try write("]}")
        try flush()
        let hex = digest.finish().hex
        let path = "\(Self.folder)/\(name)_\(hex.prefix(20)).table.json"
        do {
            let target = "\(files)/\(path)"
            try? FileManager.default.removeItem(atPath: target)
            try FileManager.default.moveItem(
                atPath: "\(files)/\(Self.folder)/\(name).partial",
                toPath: target
            )
        } catch {
            throw LogError(.failed, "\(files)/\(path): cannot be put in its place")
        }
        return TableFile(path: path, sha256: hex, size: size, columns: columns, rows: rows)
    }

    private mutating func write(_ text: String) throws(LogError) {
        pending.append(contentsOf: text.utf8)
        if pending.count >= Self.chunk { try flush() }
    }

    private mutating func flush() throws(LogError) {
        try file.append(pending, at: size)
        digest.update(pending)
        size += pending.count
        pending.removeAll(keepingCapacity: true)
    }
}
