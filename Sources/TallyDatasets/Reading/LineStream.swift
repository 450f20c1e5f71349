#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Reads a file once from front to back, a chunk at a time, and cuts it into lines.
package struct LineStream {
    package enum Line {
        /// Without its line feed; valid only during the call.
        case bytes(UnsafeBufferPointer<UInt8>)
        /// Longer than the cap; its bytes were skipped.
        case tooLong
    }

    let file: DataFile
    /// The longest line that is kept, in bytes.
    var cap = 8 << 20
    var chunkSize = 1 << 18

    private var carry: [UInt8] = []
    private var isSkipping = false
    /// Where the current line began.
    private var offset = 0

    package init(_ file: DataFile) { self.file = file }

    /// Calls back with every chunk, then with the lines that end in it and their offsets.
    package mutating func read(
        onChunk: ([UInt8]) -> Void,
        onLine: (Line, _ offset: Int) -> Void
    ) throws(DatasetError) {
        var position = 0
        while true {
            let chunk = try file.read(at: position, count: chunkSize)
            guard !chunk.isEmpty else { break }
            onChunk(chunk)
            let start = position == 0 && chunk.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            if start > 0 { offset = start }
            chunk.withUnsafeBufferPointer { cut($0, from: start, at: position, onLine) }
            position += chunk.count
        }
        guard position > offset else { return }
        if isSkipping {
            onLine(.tooLong, offset)
        } else {
            carry.withUnsafeBufferPointer { onLine(.bytes($0), offset) }
        }
    }

    private mutating func cut(
        _ chunk: UnsafeBufferPointer<UInt8>,
        from first: Int,
        at position: Int,
        _ onLine: (Line, _ offset: Int) -> Void
    ) {
        var start = first
        while let end = Self.lineFeed(in: chunk, from: start) {
            let piece = UnsafeBufferPointer(rebasing: chunk[start..<end])
            if isSkipping || carry.count + piece.count > cap {
                onLine(.tooLong, offset)
            } else if carry.isEmpty {
                onLine(.bytes(piece), offset)
            } else {
                carry.append(contentsOf: piece)
                carry.withUnsafeBufferPointer { onLine(.bytes($0), offset) }
            }
            carry.removeAll(keepingCapacity: true)
            isSkipping = false
            start = end + 1
            offset = position + start
        }
        keep(UnsafeBufferPointer(rebasing: chunk[start...]))
    }

    private mutating func keep(_ rest: UnsafeBufferPointer<UInt8>) {
        if carry.count + rest.count > cap { isSkipping = true }
        if isSkipping { carry.removeAll() } else { carry.append(contentsOf: rest) }
    }

    private static func lineFeed(in chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < chunk.count, let base = chunk.baseAddress,
            let found = memchr(base + start, 0x0A, chunk.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}
