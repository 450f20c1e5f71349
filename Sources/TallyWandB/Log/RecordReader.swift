internal import Foundation
internal import SwiftProtobuf

/// Reads the records of a transaction log, also of one that is still being written.
package struct RecordReader {
    private let file: DiskFile
    /// Where the next chunk starts.
    package private(set) var offset: Int

    /// Opens a log; throws `LogError` where the file is not there or no transaction log.
    package init(path: String) throws(LogError) {
        file = try DiskFile(reading: path)
        offset = BlockFraming.fileHeader.count
        guard try file.bytes(at: 0, count: offset) == BlockFraming.fileHeader else {
            throw LogError(.damaged, "\(path): not a W&B transaction log")
        }
    }

    /// The next record; `nil` when no whole one is there (yet), as after a crash in the middle of a write.
    ///
    /// Throws `LogError` where the bytes are not what was written: what follows cannot be read.
    package mutating func next() throws(LogError) -> LogRecord? {
        guard let bytes = try nextPayload() else { return nil }
        do {
            return try LogRecord(serializedBytes: bytes)
        } catch {
            throw LogError(.damaged, "\(file.path): a record before byte \(offset) cannot be read")
        }
    }

    /// The bytes of the next record.
    package mutating func nextPayload() throws(LogError) -> [UInt8]? {
        var payload: [UInt8] = []
        var position = offset
        var isBegun = false
        while true {
            let left = BlockFraming.blockSize - position % BlockFraming.blockSize
            guard left >= BlockFraming.chunkHeaderSize else {
                position += left
                continue
            }
            guard let chunk = try chunk(at: position) else { return nil }
            position += BlockFraming.chunkHeaderSize + chunk.payload.count
            let isStart = chunk.part == .full || chunk.part == .first
            guard isStart != isBegun else { throw damage(at: position) }
            isBegun = true
            payload += chunk.payload
            guard chunk.part == .full || chunk.part == .last else { continue }
            offset = position
            return payload
        }
    }

    private struct Chunk {
        var part: BlockFraming.Part
        var payload: [UInt8]
    }

    /// `nil` when the file ends before the chunk does.
    private func chunk(at position: Int) throws(LogError) -> Chunk? {
        let size = BlockFraming.chunkHeaderSize
        let header = try file.bytes(at: position, count: size)
        guard header.count == size else { return nil }
        let length = Int(header[4]) | Int(header[5]) << 8
        let payload = try file.bytes(at: position + size, count: length)
        guard payload.count == length else { return nil }
        let checksum = (0..<4).reduce(UInt32(0)) { $0 | UInt32(header[$1]) << UInt32(8 * $1) }
        guard let part = BlockFraming.Part(rawValue: header[6]),
            BlockFraming.checksum(of: payload[...], part) == checksum
        else { throw damage(at: position) }
        return Chunk(part: part, payload: payload)
    }

    private func damage(at position: Int) -> LogError {
        LogError(.damaged, "\(file.path): damaged at byte \(position)")
    }
}
