internal import CZlib

/// Cuts records into the chunks of a transaction log: LevelDB's log format in blocks of 32 KiB, with zlib's CRC-32.
///
/// A chunk is `crc32 u32le | length u16le | type u8 | payload`, the CRC over type and payload. Source: LevelDB's
/// doc/log_format.md; header and checksum as wandb's core writes them.
package struct BlockFraming: Sendable {
    /// `:W&B`, the magic number 0xBEE1 and version 0.
    package static let fileHeader: [UInt8] = [0x3A, 0x57, 0x26, 0x42, 0xE1, 0xBE, 0x00]
    package static let blockSize = 32_768
    static let chunkHeaderSize = 7

    /// What part of its record a chunk holds.
    enum Part: UInt8 {
        case full = 1
        case first, middle, last
    }

    /// Bytes of the file before the next record.
    package private(set) var offset: Int

    /// Counts from a place in the file; by default behind its header.
    package init(offset: Int = BlockFraming.fileHeader.count) { self.offset = offset }

    /// The bytes that put one record into the file, padding in front included.
    package mutating func frame(_ record: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(record.count + 4 * Self.chunkHeaderSize)
        var written = 0
        var isBegun = false
        while true {
            let left = Self.blockSize - (offset + output.count) % Self.blockSize
            guard left >= Self.chunkHeaderSize else {
                output.append(contentsOf: repeatElement(0, count: left))
                continue
            }
            let length = min(left - Self.chunkHeaderSize, record.count - written)
            let isLast = written + length == record.count
            let part: Part = isBegun ? (isLast ? .last : .middle) : (isLast ? .full : .first)
            Self.append(record[written..<written + length], part, to: &output)
            written += length
            isBegun = true
            if isLast { break }
        }
        offset += output.count
        return output
    }

    private static func append(
        _ payload: ArraySlice<UInt8>,
        _ part: Part,
        to output: inout [UInt8]
    ) {
        let checksum = checksum(of: payload, part)
        for shift in stride(from: 0, to: 32, by: 8) {
            output.append(UInt8(truncatingIfNeeded: checksum >> UInt32(shift)))
        }
        output.append(UInt8(truncatingIfNeeded: payload.count))
        output.append(UInt8(truncatingIfNeeded: payload.count >> 8))
        output.append(part.rawValue)
        output.append(contentsOf: payload)
    }

    /// CRC-32 (IEEE 802.3) over the type byte and the payload.
    static func checksum(of payload: ArraySlice<UInt8>, _ part: Part) -> UInt32 {
        var type = part.rawValue
        let start = crc32(0, &type, 1)
        return payload.withUnsafeBufferPointer { buffer in
            UInt32(truncatingIfNeeded: crc32(start, buffer.baseAddress, UInt32(buffer.count)))
        }
    }
}
