/// One line of a file by its offset.
enum RecordLine {
    /// The bytes up to the next line feed.
    static func read(_ file: DataFile, at offset: Int) throws(DatasetError) -> [UInt8] {
        var size = 4 << 10
        while true {
            var bytes = try file.read(at: offset, count: size)
            if let end = bytes.firstIndex(of: 0x0A) {
                bytes.removeSubrange(end...)
                return bytes
            }
            if bytes.count < size || size > 16 << 20 { return bytes }
            size *= 4
        }
    }
}
