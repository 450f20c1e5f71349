internal import TallyCore
internal import TallyDatasets

/// A small label file, read whole: at most 16 MiB.
enum LabelFile {
    static let cap = 16 << 20

    static func bytes(_ path: String) throws(DatasetError) -> [UInt8] {
        let file = try DataFile(path)
        guard file.size <= cap else {
            throw DatasetError(.invalid, "\(path) is larger than 16 MiB")
        }
        let bytes = try file.read(at: 0, count: file.size)
        return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }

    /// Its text; what is no UTF-8 is read as Latin-1, in which some of the published files are written.
    static func text(_ path: String) throws(DatasetError) -> String {
        let bytes = try bytes(path)
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
