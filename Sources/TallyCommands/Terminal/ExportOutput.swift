internal import TallyDatasets

/// Where an export goes: standard output, or a file that appears when it is whole.
struct ExportOutput: ~Copyable {
    private static let chunk = 1 << 16

    private var file: OutputFile?
    private var pending: [UInt8] = []

    /// `nil` stands for standard output.
    init(_ path: String?) throws {
        if let path { file = try OutputFile(path) }
    }

    mutating func write(_ text: String) throws {
        pending.append(contentsOf: text.utf8)
        if pending.count >= Self.chunk { try flush() }
    }

    mutating func finish() throws {
        try flush()
        try file?.commit()
    }

    private mutating func flush() throws {
        if file == nil {
            Terminal.output.write(String(decoding: pending, as: UTF8.self))
        } else {
            try file?.append(pending)
        }
        pending.removeAll(keepingCapacity: true)
    }
}
