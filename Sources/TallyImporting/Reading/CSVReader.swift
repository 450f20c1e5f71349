internal import TallyDatasets

/// Reads a CSV file record by record (RFC 4180): quotes, doubled quotes, line breaks in quotes, CRLF, a byte order mark,
/// which may be UTF-16's.
struct CSVReader {
    struct Record {
        var fields: [String]
        /// The line it begins on, counted from 1.
        var line: Int
    }

    let path: String
    /// Comma, semicolon or tab: whichever the first line has most of.
    private let separator: UInt8
    private let file: DataFile
    private var chunk: [UInt8] = []
    private var index = 0
    private var position = 0
    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let cap = 8 << 20

    init(_ path: String) throws(DatasetError) {
        self.path = path
        file = try DataFile(path)
        var head = try file.read(at: 0, count: 64 << 10)
        if let text = try UTF16Text.read(file, head: head) {
            head = text
            chunk = text
            position = file.size
        } else {
            position = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        }
        separator = Self.separator(of: head.prefix { $0 != 0x0A && $0 != 0x0D })
    }

    private static func separator(of line: ArraySlice<UInt8>) -> UInt8 {
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in line {
            if byte == quote { isQuoted.toggle() }
            if !isQuoted, candidates.contains(byte) { counts[byte, default: 0] += 1 }
        }
        return candidates.max { counts[$0] ?? 0 < counts[$1] ?? 0 } ?? candidates[0]
    }

    /// The next record; blank lines are passed over, `nil` at the end.
    mutating func next() throws(DatasetError) -> Record? {
        while let record = try record() {
            if record.fields.count > 1 || !(record.fields.first ?? "").isEmpty { return record }
        }
        return nil
    }

    private mutating func record() throws(DatasetError) -> Record? {
        guard try peek() != nil else { return nil }
        let start = line
        var fields: [String] = []
        var size = 0
        while true {
            let bytes = try field()
            size += bytes.count
            guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
                throw fault("found bytes that are not UTF-8 text; save it as CSV (UTF-8)", start)
            }
            guard size <= Self.cap else {
                throw fault("found a longer record, expected 8 MiB", start)
            }
            fields.append(text)
            if try take(separator) { continue }
            _ = try take(0x0D)
            if try take(0x0A) { line += 1 }
            return Record(fields: fields, line: start)
        }
    }

    private mutating func field() throws(DatasetError) -> [UInt8] {
        if try take(Self.quote) { return try quoted() }
        var bytes: [UInt8] = []
        while let byte = try peek(), byte != separator, byte != 0x0A, byte != 0x0D {
            if byte == Self.quote {
                throw fault("found a quote inside a cell, expected the whole cell in quotes", line)
            }
            bytes.append(byte)
            index += 1
        }
        return bytes
    }

    private mutating func quoted() throws(DatasetError) -> [UInt8] {
        let start = line
        var bytes: [UInt8] = []
        while let byte = try peek() {
            index += 1
            if byte == 0x0A { line += 1 }
            guard byte == Self.quote else {
                guard bytes.count < Self.cap else { break }
                bytes.append(byte)
                continue
            }
            if try take(Self.quote) {
                bytes.append(Self.quote)
                continue
            }
            let next = try peek()
            guard next == nil || next == separator || next == 0x0A || next == 0x0D else {
                throw fault("found text behind a closing quote, expected the cell's end", line)
            }
            return bytes
        }
        throw fault("found an opening quote, expected its closing one", start)
    }

    private func fault(_ message: String, _ line: Int) -> DatasetError {
        DatasetError(.invalid, "\(path):\(line): \(message)")
    }

    // MARK: Bytes

    private mutating func peek() throws(DatasetError) -> UInt8? {
        if index == chunk.count {
            chunk = try file.read(at: position, count: 1 << 16)
            position += chunk.count
            index = 0
        }
        return index < chunk.count ? chunk[index] : nil
    }

    private mutating func take(_ byte: UInt8) throws(DatasetError) -> Bool {
        guard try peek() == byte else { return false }
        index += 1
        return true
    }
}
