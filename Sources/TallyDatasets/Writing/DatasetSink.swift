package import TallyCore

/// A dataset being written: takes cases one at a time and appears under its name when it is finished.
package struct DatasetSink: ~Copyable {
    private let folder: String
    private var manifest: DatasetManifest
    private var lines: OutputFile
    private var digest = Digest.Accumulator()
    private var counts: [String: Int] = [:]
    private var order: [String] = []
    package private(set) var count = 0

    init(folder: String, manifest: DatasetManifest) throws(DatasetError) {
        self.folder = folder
        self.manifest = manifest
        lines = try OutputFile(folder + "/" + manifest.file)
    }

    package mutating func append(_ item: Case) throws(DatasetError) {
        let record = CaseRecord.encode(item, dataset: manifest.name).jsonBytes
        try append(record: record, split: item.split)
    }

    /// Takes a record as it is written.
    mutating func append(record: [UInt8], split: String?) throws(DatasetError) {
        let line = record + [0x0A]
        digest.update(line)
        try lines.append(line)
        count += 1
        guard let split else { return }
        if counts[split] == nil { order.append(split) }
        counts[split, default: 0] += 1
    }

    /// Puts the lines in place, then a README where there is none, the manifest last.
    package consuming func finish(readme: String? = nil) throws(DatasetError) -> DatasetManifest {
        try lines.commit()
        manifest.splits = order.map { .init($0, counts[$0] ?? 0) }
        manifest.digest = digest.finish()
        if let readme { try OutputFile.put(readme, to: folder + "/README.md", keepsOld: true) }
        try OutputFile.put(manifest.text, to: folder + "/" + DatasetManifest.fileName)
        return manifest
    }
}
