internal import TallyCore

/// What one pass over a JSON-lines file finds out: digest, offsets, counts and every problem.
struct DatasetScan {
    let file: DataFile
    let decoder: RecordDecoder
    let split: String?

    private(set) var log: ProblemLog
    private(set) var digest = Digest(of: "")
    /// Of the records in the split.
    private(set) var offsets: [Int] = []
    private(set) var contents = Dataset.Contents()
    private(set) var recordCount = 0
    private(set) var splits: [String: Int] = [:]

    private var line = 0
    private var firstBlankLine: Int?
    private var identifiers = IdentifierIndex()

    init(_ file: DataFile, decoder: RecordDecoder, split: String?, problemLimit: Int) {
        self.file = file
        self.decoder = decoder
        self.split = split
        log = ProblemLog(file: file.path, limit: problemLimit)
    }

    mutating func run() throws(DatasetError) {
        var accumulator = Digest.Accumulator()
        var stream = LineStream(file)
        try stream.read(
            onChunk: { accumulator.update($0) },
            onLine: { take($0, at: $1) }
        )
        digest = accumulator.finish()
        for repeated in identifiers.repeats(in: file) {
            log.note(
                repeated.line,
                .init(
                    keyPath: "id",
                    found: FieldChecks.quoted(repeated.id) + " of line \(repeated.firstLine) again",
                    expected: "an id of its own"
                )
            )
        }
        offsets = Array(offsets)  // drops the spare capacity of growth
    }

    private mutating func take(_ line: LineStream.Line, at offset: Int) {
        self.line += 1
        guard case .bytes(let bytes) = line else {
            identifiers.skip(offset)
            return log.note(
                self.line,
                .init(keyPath: "", found: "a longer line", expected: "at most 8 MiB")
            )
        }
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
            identifiers.skip(offset)
            if firstBlankLine == nil { firstBlankLine = self.line }
            return
        }
        // Blank lines at the end are harmless; between records they hint at a lost one.
        if let blank = firstBlankLine {
            log.note(blank, .init(keyPath: "", found: "a blank line", expected: "a record"))
            firstBlankLine = nil
        }
        take(decoder.decode(bytes), at: offset)
    }

    private mutating func take(_ outcome: RecordDecoder.Outcome, at offset: Int) {
        for note in outcome.problems.notes { log.note(line, note) }
        guard let item = outcome.item else { return identifiers.skip(offset) }
        identifiers.append(item.id, at: offset)
        recordCount += 1
        if let split = item.split { splits[split, default: 0] += 1 }
        guard split == nil || item.split == split else { return }
        offsets.append(offset)
        contents.add(item, imageExists: outcome.imageExists)
    }
}
