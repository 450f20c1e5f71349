internal import TallyDatasets

/// The lines of a file, one at a time; blank ones are passed over.
struct SourceLines {
    struct Line {
        var bytes: [UInt8]
        /// Counted from 1.
        var number: Int
    }

    static let cap = 8 << 20

    private let file: DataFile
    private var position = 0
    private var buffer: [UInt8] = []
    private var start = 0
    private var number = 0

    init(_ path: String) throws(DatasetError) { file = try DataFile(path) }

    mutating func next() throws(DatasetError) -> Line? {
        while let bytes = try nextBytes() {
            number += 1
            let isFirst = number == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
            let line = isFirst ? Array(bytes.dropFirst(3)) : bytes
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            return Line(bytes: line, number: number)
        }
        return nil
    }

    private mutating func nextBytes() throws(DatasetError) -> [UInt8]? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                defer { start = end + 1 }
                return Array(buffer[start..<end])
            }
            searched = buffer.count - start
            buffer.removeFirst(start)
            start = 0
            let chunk = try file.read(at: position, count: 1 << 18)
            position += chunk.count
            if chunk.isEmpty {
                defer { buffer = [] }
                return buffer.isEmpty ? nil : buffer
            }
            guard buffer.count < Self.cap else {
                throw DatasetError(
                    .invalid,
                    "\(file.path):\(number + 1): found a longer line, expected at most 8 MiB"
                )
            }
            buffer += chunk
        }
    }
}
