internal import TallyDatasets

/// Reads a file in UTF-16 with a byte order mark, as spreadsheets export it.
enum UTF16Text {
    /// The whole file in UTF-8; `nil` when it does not begin with a mark of UTF-16.
    static func read(_ file: DataFile, head: [UInt8]) throws(DatasetError) -> [UInt8]? {
        let isLittle = head.starts(with: [0xFF, 0xFE])
        guard isLittle || head.starts(with: [0xFE, 0xFF]) else { return nil }
        guard file.size <= LabelFile.cap else {
            throw DatasetError(
                .invalid,
                "\(file.path): found UTF-16 of more than 16 MiB; save it as CSV (UTF-8)"
            )
        }
        let bytes = try file.read(at: 2, count: file.size - 2)
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { place in
            let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
            return isLittle ? second << 8 | first : first << 8 | second
        }
        guard bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self)
        else {
            throw DatasetError(
                .invalid,
                "\(file.path): found broken UTF-16; save it as CSV (UTF-8)"
            )
        }
        return Array(text.utf8)
    }
}
